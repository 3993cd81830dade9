"""Published blocks, which never change, and comments, which are not linked to the people who wrote them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from greenshoots.web.base.site import codes


class Release(models.Model):
    """The blocks of one reveal. A round has one, and another for each batch of late responses.

    Attributes:
        number: Its number in the round, counted from 1.
        document: The blocks, as `core.release_document` writes them; never changed.
        people: How many responses it holds.
        made_on: The day, without a time.
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
    """How a comment is shown in the results. A facilitator may make this stricter than the writer asked."""

    WORD_FOR_WORD = "words", _("Word for word")
    THEME = "theme", _("As a theme, in your own words")
    FACILITATOR = "facilitator", _("Not at all: only facilitators can read it")


class PooledWords(models.Model):
    """The comment of one person on one enabler, cut off from the rest of their response.

    Attributes:
        id: Random, so that the comments of one person are in random order and not together.
        batch: The number of the release it came with. Comments wait until enough people have answered.
        facilitator_only: True where the writer asked that only facilitators read it.
        shown: How it is shown in the results.
        theme: The words of a facilitator, where it is shown as a theme.
    """

    # Never a counter: the comments that one person wrote on several enablers would have neighbouring numbers.
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
    """Signed scores in a diagnostic whose protection is *named*; shown to the people who signed and to the team.

    Attributes:
        id: Random, so that the order does not show who answered first.
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
