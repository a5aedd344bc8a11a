"""Scenarios found and told, real cases judged, a year played."""
