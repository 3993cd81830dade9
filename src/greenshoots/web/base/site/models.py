"""What the installation keeps of itself."""

from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """One row that is written to see whether anything can be written."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    beats = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.beats} beats"
