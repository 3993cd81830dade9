"""Pictures: results in, SVG text out. Nothing here reads a file of answers or computes a statistic."""
