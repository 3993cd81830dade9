"""From finding to change: priorities, actions and asks."""
