"""The pool of pending responses. Nothing here says who answered or when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.IntegerChoices):
    """How a response was given."""

    ONLINE = 1, _("Online")
    WORKSHOP = 2, _("In a workshop")
    INTERVIEW = 3, _("In an interview")
    PAPER = 4, _("On paper")
    FILE = 5, _("From a file")


class PendingResponse(models.Model):
    """One person's answers, until they are published in a block; then the row is erased.

    Attributes:
        id: A digest of the round and the private code (see `responses.private_code`), so the key says nothing about
            when a row was added, and the same response sent twice is one row. It is the row's place in the table too:
            an SQLite table without it would keep rows in the order they were added.
        scores: One signed byte a question, in the instrument's order, as `core.answers` codes them.
        choices: One byte for each group question, by position: the choice's number, or 255 for no answer.
        viewpoint: The place of the viewpoint among the diagnostic's, or None.
        words: Their comments, as JSON by enabler id; empty where there are none.
        words_for: Who may read the comments.
        name: Their signature, where people sign their scores; else empty.
        typist: A number for the account that entered or imported the response, see `responses.typists`; None where
            the person answered alone, or where it was entered before the number was stored.
    """

    class WordsFor(models.IntegerChoices):
        """Who may read a person's comments."""

        RESULTS = 1, _("Everyone who can see the results, word for word")
        FACILITATOR = 2, _("Only facilitators")

    # Not BigIntegerField: SQLite sorts a table only by an INTEGER key, and Django declares that field as `bigint`.
    # No column here may hold a time or refer to an account: tests/web/test_anonymity.py reads them all.
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

    Nothing refers to it: the response it belonged to is erased.

    Attributes:
        withdrawn: True where the response was withdrawn and never published.
    """

    id = models.BigAutoField(primary_key=True)
    withdrawn = models.BooleanField(default=False)
    round = models.ForeignKey("diagnostics.Round", on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return "a spent code"
