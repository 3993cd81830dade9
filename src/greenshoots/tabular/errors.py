"""What stops the reading of a file before it is told in a sentence."""

from __future__ import annotations


class OversizeError(ValueError):
    """A workbook is made to take far more memory or time than its size says."""
