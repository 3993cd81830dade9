"""The data folder: its lock, permissions and copies, and erasures that are not finished."""
