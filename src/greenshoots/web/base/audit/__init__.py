"""Who changed what, for the owners of a place."""
