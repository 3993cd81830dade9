"""The library on the web: suggestions, examples and stories for the enablers they help with."""
