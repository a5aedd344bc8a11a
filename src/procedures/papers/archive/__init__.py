"""Archive folders (归档): papers, catalogue with periods, the journal of the case, and hashes of everything.

Written by `make`, checked by `checking`, which needs no record and no database.
"""
