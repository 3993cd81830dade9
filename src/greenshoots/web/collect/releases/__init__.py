"""Show results, publish them and close rounds: from the pool to blocks that never change."""
