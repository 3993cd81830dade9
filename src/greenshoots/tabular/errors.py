"""What stops the reading of a workbook before it becomes a refusal."""

from __future__ import annotations


class OversizeError(ValueError):
    """A workbook is made to take far more memory or time than its size says."""
