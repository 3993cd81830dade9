"""Statistics of one histogram, and of two."""
