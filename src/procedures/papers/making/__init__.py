"""Papers from the record: a kind of paper is a file of texts, its names are filled from what was recorded."""
