"""Diagnostics: setting one up, its instrument, its respondent groups, its rounds."""
