"""What was published: blocks that never change, and words that nobody can be joined to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from greenshoots.web.base.site import codes


class Release(models.Model):
    """The blocks of one reveal. A round has one, and one more for each batch of late answers.

    Attributes:
        number: Its number in the round, counted from 1.
        document: The blocks, as `core.release_document` writes them; never changed.
        people: How many responses it holds.
        made_on: The day; no time.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="+")
    round = models.ForeignKey("diagnostics.Round", on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    people = models.PositiveIntegerField()
    made_on = models.DateField()

    class Meta:
        ordering = ("round_id", "number")
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="release_number_once")]

    def __str__(self) -> str:
        return f"{self.round}, release {self.number}"


class Shown(models.TextChoices):
    """How somebody's words stand in the results; a facilitator may make this stricter than the writer asked."""

    WORD_FOR_WORD = "words", _("Word for word")
    THEME = "theme", _("As a theme, in your own words")
    FACILITATOR = "facilitator", _("Not at all: only facilitators can read it")


class PooledWords(models.Model):
    """Words that one person wrote about one enabler, cut off from everything else they said.

    Attributes:
        id: Random, so that the words of one person stand in no order and not together.
        batch: The number of the release they came with. Words wait until enough people are mixed.
        facilitator_only: True where the writer asked that only facilitators read them.
        shown: How they stand in the results.
        theme: What a facilitator says instead, where they are shown as a theme.
    """

    id = models.BigIntegerField(primary_key=True)
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="+", db_index=False)
    round = models.ForeignKey("diagnostics.Round", on_delete=models.CASCADE, related_name="+")
    batch = models.PositiveSmallIntegerField()
    enabler = models.CharField(max_length=80)
    text = models.TextField(_("comment"))
    facilitator_only = models.BooleanField(default=False)
    shown = models.CharField(max_length=12, choices=Shown.choices, default=Shown.WORD_FOR_WORD)
    theme = models.CharField(_("theme"), max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(shown__in=Shown.values), name="words_shown_known")]

    def __str__(self) -> str:
        return self.text


class SignedResponse(models.Model):
    """Scores that somebody signed, in a diagnostic whose way is *named*; shown to those who signed and the team.

    Attributes:
        id: Random, so that nobody learns who answered first.
    """

    id = models.BigIntegerField(primary_key=True)
    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="+", db_index=False)
    round = models.ForeignKey("diagnostics.Round", on_delete=models.CASCADE, related_name="signed")
    name = models.CharField(max_length=120)
    scores = models.BinaryField()

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name
