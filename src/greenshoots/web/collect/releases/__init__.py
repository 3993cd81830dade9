"""Reveal, publish, close: from the pool to blocks that never change."""
