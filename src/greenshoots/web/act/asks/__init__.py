"""What is asked of others, and the answers that come back."""
