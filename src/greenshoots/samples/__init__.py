"""Sample answers. Northvale is a place that does not exist, and nobody gave these answers."""
