"""Statutory procedures of a township people's congress, led lawfully step by step."""
