"""Papers in and out: rosters read, files written."""
