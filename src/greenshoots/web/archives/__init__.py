"""Archives: everything a place owns as one file, and importing that file."""
