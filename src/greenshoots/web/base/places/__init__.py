"""Places, their members and who may do what."""
