"""Pictures: results in, SVG text out. No module here reads a file of responses or computes a statistic."""
