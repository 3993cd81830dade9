"""Notes of the conversation, beside the enabler they are about."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Note(models.Model):
    """What was said about one enabler when people talked about it.

    Attributes:
        version: Counts changes; whoever writes says which version they read, so that nobody's words are lost.
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
    """What a note said before it was changed; the last few are kept."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="earlier")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.note}, earlier"
