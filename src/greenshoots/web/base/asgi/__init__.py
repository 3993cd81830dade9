"""Plain ASGI for the anonymous sides: requests, replies, group commit, channels and event streams."""
