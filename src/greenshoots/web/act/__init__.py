"""From findings to change: the library, and the plan with its priorities, actions and asks."""
