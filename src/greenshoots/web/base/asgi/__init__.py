"""What the anonymous sides answer with: requests, replies, group commit, channels and streams."""
