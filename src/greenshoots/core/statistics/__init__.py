"""Numbers of one histogram, and of two."""
