"""Asking people and keeping their answers until they are released. The only floor on which a single answer exists."""
