"""The few general steps in which all scenarios are written, one file for each concept."""
