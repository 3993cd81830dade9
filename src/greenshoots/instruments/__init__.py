"""Instruments that come with Greenshoots, one TOML file each, and their translations."""
