"""From releases to results: each group, comparisons, and what to talk about first."""
