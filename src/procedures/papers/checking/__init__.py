"""The linter of congress papers: a read paper (and what the record knows) to findings.

`reading` makes a `Paper` of a file; `registry` holds every check, a function from a paper to slips; `wording` and the
files in the library's `papers/checking/` hold what is said of each slip. docs/paper-checks.md lists every code.
"""
