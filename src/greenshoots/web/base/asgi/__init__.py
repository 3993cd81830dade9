"""Telling open pages that something changed: what is sent is a name and a version, never what anybody said."""
