"""Greenshoots: how ready a public service is for new ways of working, and where people disagree."""

__version__ = "0.2.0"
