"""Notes on the conversation about each enabler."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Note(models.Model):
    """The note on an enabler.

    Attributes:
        version: Counts changes. Writers send the version they read, so that two of them cannot overwrite each other.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="+", db_index=False)
    round = models.ForeignKey("diagnostics.Round", on_delete=models.CASCADE, related_name="notes")
    enabler = models.CharField(max_length=80)
    text = models.TextField(_("what people said"), max_length=5000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "enabler"], name="note_once")]

    def __str__(self) -> str:
        return f"Note on {self.enabler}"


class EarlierNote(models.Model):
    """An earlier version of a note; the last few are kept."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="earlier")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.note}, earlier"
