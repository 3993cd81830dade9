"""The plan of a place: priorities, actions and asks together, and its public page."""
