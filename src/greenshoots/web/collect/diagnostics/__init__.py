"""Diagnostics: the set-up, the instrument, the group questions and the rounds."""
