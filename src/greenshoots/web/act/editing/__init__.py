"""Save what two people may edit at the same time: shared by all rooms of this floor."""
