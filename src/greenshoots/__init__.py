"""Greenshoots: how ready a public service is for new ways of working, and where people disagree."""

__version__ = "0.1.0"
