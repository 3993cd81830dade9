"""The method: values in, values out. Standard library and NumPy; no clock, disk or environment."""
