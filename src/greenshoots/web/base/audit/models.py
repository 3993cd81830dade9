"""The audit trail: who changed what in a place, and when. Never what people answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One change.

    Attributes:
        who: The account, or None if it was deleted since, or if no person acted (a round that opened on its date).
        who_name: Their name at the time; emptied when they delete their account.
        verb: What was done, such as ``diagnostic.opened``; `audit.sentences` has the sentence for it.
        about: The name of what was changed, as readers know it.
        facts: Further values for the sentence.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="audit")
    who = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    who_name = models.CharField(max_length=320, blank=True)
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["place", "-id"], name="audit_by_place")]  # the page of the audit trail

    def __str__(self) -> str:
        return f"{self.who_name} {self.verb} {self.about}"
