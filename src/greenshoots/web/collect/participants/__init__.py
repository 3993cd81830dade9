"""The side of the people who answer: no account, no cookie, no line in a log."""
