"""Workshops, the log of what their facilitators pressed, and the pool in which scores wait."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from greenshoots.web.base.site import codes


def short_code() -> str:
    """Return the code that people read from the big screen and enter: six characters, 30 bits."""
    # Short enough to read from a screen, because the limit on wrong codes holds off guessing (decision 22).
    return codes.new(6).lower()


class Way(models.TextChoices):
    """How a room scores."""

    ALONE = "alone", _("Each person scores individually")
    TABLES = "tables", _("Each table agrees on one score")
    TALK = "talk", _("No scores: people talk, and you record what they think")


class Workshop(models.Model):
    """One live session about one diagnostic.

    Attributes:
        code: Its address, and what people type: ``/w/CODE``.
        agenda, minutes: At the start of the workshop; presses may change them, and the log says how.
        k, c, k_words: What people in the room are promised; see `core.policy.Policy`.
        counts: True where the room's first scores enter the diagnostic as responses of mode *workshop*.
        round: The round they enter, once they have.
        version: How many presses the log holds.
        dots: How many dots each enabler has, once they were counted.
        people: How many people scored anything, once the workshop is over.
        summary_code: The address of the workshop record: ``/w/s/CODE``.
        shared: True where anyone with that link can read it.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="workshops")
    diagnostic = models.ForeignKey("diagnostics.Diagnostic", on_delete=models.CASCADE, related_name="workshops")
    code = models.CharField(max_length=8, unique=True, default=short_code, editable=False)
    title = models.CharField(_("title"), max_length=120)
    language = models.CharField(_("language"), max_length=20, default="en")
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.ALONE)
    agenda = models.JSONField(default=list)
    minutes = models.JSONField(default=list)
    k = models.PositiveSmallIntegerField(default=5)
    c = models.PositiveSmallIntegerField(default=1)
    k_words = models.PositiveSmallIntegerField(default=10)
    counts = models.BooleanField(default=True)
    round = models.ForeignKey(
        "diagnostics.Round", null=True, on_delete=models.SET_NULL, related_name="workshops", editable=False
    )
    version = models.PositiveIntegerField(default=0)
    dots = models.JSONField(default=dict)
    people = models.PositiveIntegerField(default=0)
    made = models.DateTimeField(auto_now_add=True)
    begun_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    summary_code = models.CharField(max_length=12, unique=True, default=codes.new, editable=False)
    shared = models.BooleanField(default=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(condition=models.Q(way__in=Way.values), name="workshop_way_known"),
            models.CheckConstraint(condition=models.Q(k__gte=3), name="workshop_k_at_least_three"),
        ]

    def __str__(self) -> str:
        return self.title


class LogEntry(models.Model):
    """One press of a facilitator. Replaying them in order gives where the room is.

    Attributes:
        number: Its place in the log, counted from 1. Two presses that saw the same room want the same number, and one
            of them is refused.
        event: As `workshops.events` writes it.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="log")
    number = models.PositiveIntegerField()
    event = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("workshop_id", "number")
        constraints = [models.UniqueConstraint(fields=["workshop", "number"], name="log_number_once")]

    def __str__(self) -> str:
        return f"{self.workshop} {self.number}"


class Phone(models.Model):
    """A phone that joined, so that phones can be counted.

    Attributes:
        id: A digest of the phone's own secret; nothing says whose phone it is or when it came.
        scored: True once it gave any score.
    """

    id = models.BigIntegerField(primary_key=True)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="phones")
    scored = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "a phone"


class PendingScore(models.Model):
    """One score in one vote, until it is shown in the room's spread; then the row is deleted.

    Attributes:
        id: A digest of the phone's secret, the enabler and the turn: the same phone scores once, and may change it.
        score: As `core.answers` codes it: from 0 for the lowest point, or *not sure*.
        why: The comment, if the person wrote one.
        openly: True where the person agrees to see it word for word in a room of fewer than ten.
        person: A digest of the phone's secret and the enabler, the same in every turn; see `Scorer`.
    """

    id = models.BigIntegerField(primary_key=True)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+")
    enabler = models.CharField(max_length=80)
    turn = models.PositiveSmallIntegerField()
    # Null in scores from before repeated votes were compared; see `repeats.scorers`.
    person = models.BigIntegerField(null=True)
    score = models.SmallIntegerField()
    why = models.CharField(max_length=300, blank=True)
    openly = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["workshop", "enabler", "turn"], name="scores_of_vote")]

    def __str__(self) -> str:
        return "a score"


class Scorer(models.Model):
    """A phone that scored in a vote that was shown; not what it scored. The row is deleted when the workshop ends.

    A vote on the same enabler may be taken again. It is shown only where no one has come or left since, or enough
    people have: otherwise the difference of the two votes is the score of one person.

    Attributes:
        id: A digest, so that the order of rows says nothing about who came first.
        person: As in `PendingScore`. On another enabler the same phone has another.
        typed_in: True for a form that a facilitator entered.
    """

    id = models.BigIntegerField(primary_key=True)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+")
    enabler = models.CharField(max_length=80)
    turn = models.PositiveSmallIntegerField()
    person = models.BigIntegerField()
    typed_in = models.BooleanField(default=False)

    class Meta:
        indexes = [
            # Read once for each vote that is shown.
            models.Index(fields=["workshop", "enabler"], name="scorers_of_enabler"),
        ]

    def __str__(self) -> str:
        return "a scorer"


class Vote(models.Model):
    """What was shown of one vote: counts of the room as one block, or nothing where too few scored.

    Attributes:
        people: How many took part.
        document: As `core.release_document` writes it; None where they were too few to show, or too few came and
            left since the question was scored before.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="votes")
    enabler = models.CharField(max_length=80)
    turn = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()
    document = models.JSONField(null=True)

    class Meta:
        ordering = ("workshop_id", "id")
        constraints = [models.UniqueConstraint(fields=["workshop", "enabler", "turn"], name="vote_once")]

    def __str__(self) -> str:
        return f"{self.workshop}: {self.enabler}, vote {self.turn}"


class Why(models.Model):
    """A comment that came with a score, separated from it. Its key is random, so that nothing links the two."""

    id = models.BigIntegerField(primary_key=True)
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="whys")
    text = models.CharField(max_length=300)
    openly = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.text


class PendingDots(models.Model):
    """The dots of one phone, until they are counted; then the row is deleted."""

    id = models.BigIntegerField(primary_key=True)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+")
    enablers = models.JSONField(default=list)

    def __str__(self) -> str:
        return "dots"
