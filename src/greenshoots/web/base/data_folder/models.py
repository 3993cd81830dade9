"""Tables about the data itself: erasures that are not finished, and the versions that wrote the tables."""

from __future__ import annotations

from django.db import models


class PendingErasure(models.Model):
    """Deleted rows that may still be readable in the database's files.

    It is written in the transaction that deletes, so a process that is killed after the commit leaves it behind, and
    the next start finishes the work. It holds no time and nothing of what was deleted.

    Attributes:
        tables: The models that rows were deleted from, such as ``responses.PendingResponse``, separated by commas.
        about: What the erasure is about, such as ``round 7``; empty for single responses.
        copies: True if the automatic copies in the folder hold the same rows and must be deleted too.
    """

    tables = models.TextField()
    about = models.CharField(max_length=40, blank=True)
    copies = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"erasing in {self.tables}"


class ProgramVersion(models.Model):
    """A version of the program that brought the tables up to date; the last row is the newest."""

    version = models.CharField(max_length=40)
    since = models.DateField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.version
