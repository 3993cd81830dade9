"""The heartbeat row of the installation."""

from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """A row that the health check writes, to see whether writing works."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    beats = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.beats} beats"
