"""Tags that only show: nothing here reads a table."""
