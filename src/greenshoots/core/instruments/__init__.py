"""What is asked: the model of an instrument, and its file."""
