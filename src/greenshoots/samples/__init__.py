"""Sample answers. Northvale does not exist, and the answers are made up."""
