"""Taking answers in, and the pool in which they wait."""
