"""The enablers that a place chose to strengthen, and who can act on them."""
