"""The vocabulary of requirements: facts in, an answer out; what binds a date can be turned round for planning."""
