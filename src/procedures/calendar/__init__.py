"""Periods, working days, public holidays, Chinese dates and numerals.

Import what is needed from the modules: `numerals`, `dates`, `holidays`, `counting`, `periods`. Nothing is
imported here, so that the command line starts quickly.
"""
