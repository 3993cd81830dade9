"""People in one room, or in one conversation."""
