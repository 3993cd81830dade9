"""What was published: blocks that never change, and words that nobody can be joined to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Release(models.Model):
    """The blocks of one reveal. A round has one, and one more for each batch of late answers.

    Attributes:
        number: Its number in the round, counted from 1.
        document: The blocks, as `core.release_document` writes them; never changed.
        words: What people wrote and may be read with the results: texts by enabler id, in the order of a digest.
        people: How many responses it holds.
        made_on: The day; no time.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="+")
    round = models.ForeignKey("diagnostics.Round", on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    words = models.JSONField(default=dict)
    people = models.PositiveIntegerField()
    made_on = models.DateField()

    class Meta:
        ordering = ("round_id", "number")
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="release_number_once")]

    def __str__(self) -> str:
        return f"{self.round}, release {self.number}"


class PooledWords(models.Model):
    """Words that one person wrote about one enabler, cut off from everything else they said.

    Attributes:
        id: Random, so that the words of one person stand in no order and not together.
        facilitator_only: True where the writer asked that only facilitators read them.
        hidden: True where a facilitator took them out of the results because they point at somebody.
    """

    id = models.BigAutoField(primary_key=True)
    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="+", db_index=False)
    round = models.ForeignKey("diagnostics.Round", on_delete=models.CASCADE, related_name="+")
    enabler = models.CharField(max_length=80)
    text = models.TextField(_("words"))
    facilitator_only = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.text


class SignedResponse(models.Model):
    """Scores that somebody signed, in a diagnostic whose way is *named*; shown to those who signed and the team."""

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="+", db_index=False)
    round = models.ForeignKey("diagnostics.Round", on_delete=models.CASCADE, related_name="signed")
    name = models.CharField(max_length=120)
    scores = models.BinaryField()

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name
