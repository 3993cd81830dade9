"""Everything a place owns as one file, and back."""
