"""Saving what two people may edit at the same time: shared by every room of this floor."""
