"""Open, propose, record, correct: the one door to the journal."""
