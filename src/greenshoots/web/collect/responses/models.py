"""The pool in which answers wait. Nothing here says who answered or when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.IntegerChoices):
    """How a response came in."""

    ONLINE = 1, _("Online")
    WORKSHOP = 2, _("In a workshop")
    INTERVIEW = 3, _("In an interview")
    PAPER = 4, _("On paper")
    FILE = 5, _("From a file")


class PendingResponse(models.Model):
    """One person's answers, until they are published in a block; then the row is erased.

    Attributes:
        id: A digest of the round and the private code (see `responses.private_code`), so the key says nothing about
            when a row came, and the same response sent twice is one row. It is the row's place in the table too:
            an SQLite table without it would keep rows in the order they came.
        scores: One signed byte a question, in the instrument's order, as `core.answers` codes them.
        choices: One byte a respondent group, by position: the choice's number, or 255 where left blank.
        viewpoint: The place of the viewpoint among the diagnostic's, or None.
        words: What they wrote, as JSON by enabler id; empty where they wrote nothing.
        words_for: Who may read those words.
        name: Only in the *named* way: what they signed with.
        typist: A number for the account that typed the response in, see `responses.typists`; None where nobody did,
            or where it came in before the number was kept.
    """

    class WordsFor(models.IntegerChoices):
        """Who may read somebody's words."""

        RESULTS = 1, _("Everybody who sees the results, word for word")
        FACILITATOR = 2, _("Only the facilitators")

    id = models.BigAutoField(primary_key=True)
    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="+", db_index=False)
    round = models.ForeignKey("diagnostics.Round", on_delete=models.CASCADE, related_name="+")
    mode = models.SmallIntegerField(choices=Mode.choices, default=Mode.ONLINE)
    viewpoint = models.SmallIntegerField(null=True)
    scores = models.BinaryField()
    choices = models.BinaryField(default=bytes)
    words = models.TextField(blank=True)
    words_for = models.SmallIntegerField(choices=WordsFor.choices, default=WordsFor.RESULTS)
    name = models.CharField(max_length=120, blank=True)
    typist = models.SmallIntegerField(null=True)

    def __str__(self) -> str:
        return "a response"


class SpentCode(models.Model):
    """The digest of a private code that was published or withdrawn: a late retry counts no second time.

    It joins to nothing: the response it belonged to is erased.

    Attributes:
        withdrawn: True where the response was taken out and never published.
    """

    id = models.BigAutoField(primary_key=True)
    withdrawn = models.BooleanField(default=False)
    round = models.ForeignKey("diagnostics.Round", on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return "a spent code"
