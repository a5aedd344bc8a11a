"""Workflow files, the state machines made of them, and the proof that these are sound."""
