"""What the data folder knows about itself: erasing that is not finished, and the versions that wrote its tables."""

from __future__ import annotations

from django.db import models


class PendingErasure(models.Model):
    """Rows that are deleted, but may still be readable in the database's files.

    It is written in the transaction that deletes, so a process that is killed after the commit leaves it behind, and
    the next start finishes the work. It holds no time and nothing of what was deleted.

    Attributes:
        tables: The models that rows were deleted from, such as ``responses.PendingResponse``, separated by commas.
        about: What a page may say this of, such as ``round 7``; empty for single answers.
        copies: True where the automatic copies in the folder hold the same rows, and are to go with them.
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
