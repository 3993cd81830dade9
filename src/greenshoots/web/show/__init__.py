"""What people said, from releases alone."""
