"""Priorities: the enablers that a place chose, and who can act on them."""
