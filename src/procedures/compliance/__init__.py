"""Before a session, over a year, over a county; and what the rules say in numbers."""
