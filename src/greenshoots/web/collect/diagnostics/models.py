"""Tables of diagnostics, their instruments, group questions and rounds."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from greenshoots.web.base.site import codes


class InstrumentVersion(models.Model):
    """An instrument as a diagnostic chose it: a file that never changes, and its translations as side files.

    Attributes:
        name: Its id in the file, such as ``enabling-conditions``.
        text: The instrument file. `diagnostics.mapping` reads it.
        translations: Side files by language: ``{"cy": "…"}``.
        local: True where the place reworded statements or added local enablers.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="instruments")
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    name = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=20)
    text = models.TextField()
    translations = models.JSONField(default=dict)
    local = models.BooleanField(default=False)
    made = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class Viewpoint(models.TextChoices):
    """What people think about when they answer."""

    SERVICE = "service", _("Your service")
    ORGANISATION = "organisation", _("Your organisation")
    SYSTEM = "system", _("Your local system")


class Protection(models.TextChoices):
    """How responses are protected; see `core.disclosure.policy`."""

    PROTECTED = "protected", _("Protected")
    OPEN = "open", _("Open room")
    NAMED = "named", _("Named")


class Afterwards(models.TextChoices):
    """What people see after they answer."""

    OWN = "own", _("Only their own results")
    RESULTS = "results", _("Their own results, and everyone’s results once you publish them")


class Diagnostic(models.Model):
    """One use of an instrument by a place, about one subject.

    Settings that protect people are fixed once anyone has answered: see `diagnostics.queries.is_fixed`.

    Attributes:
        asking: Who is asking and why, in the facilitator's words; people read it first.
        contact: Who people can contact with questions.
        viewpoints: The viewpoints on offer, of `Viewpoint`; with several, each person chooses.
        k, k_words, c: See `core.disclosure.policy.Policy`.
        words: True where people can comment on each enabler.
        step: The set-up step that comes next, empty once the set-up is complete.
        edition: Counts changes to what people read; a page carries the edition it was made from.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="diagnostics")
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    subject = models.CharField(_("subject"), max_length=120)
    asking = models.TextField(_("who is asking, and why"), blank=True, max_length=1500)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    # PROTECT: stored responses are bytes in the order of this questionnaire, and cannot be read without it.
    instrument = models.ForeignKey(InstrumentVersion, null=True, on_delete=models.PROTECT, related_name="diagnostics")
    language = models.CharField(_("language"), max_length=20, default="en")
    viewpoints = models.JSONField(default=list)
    protection = models.CharField(max_length=12, choices=Protection.choices, default=Protection.PROTECTED)
    k = models.PositiveSmallIntegerField(default=5)
    c = models.PositiveSmallIntegerField(default=1)
    k_words = models.PositiveSmallIntegerField(default=10)
    words = models.BooleanField(default=True)
    afterwards = models.CharField(max_length=12, choices=Afterwards.choices, default=Afterwards.RESULTS)
    step = models.CharField(max_length=30, blank=True)
    edition = models.PositiveIntegerField(default=1)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(condition=models.Q(protection__in=Protection.values), name="protection_known"),
            # k has to be at least 2c + 1, and c is at least 1: with two people each would know the other's score.
            models.CheckConstraint(condition=models.Q(k__gte=3), name="k_at_least_three"),
        ]

    def __str__(self) -> str:
        return self.subject


class RespondentGroup(models.Model):
    """A group question: fixed choices, asked of everyone who answers.

    Attributes:
        name: The short name, such as *Role*; the question is made from it where `question` is empty.
        place_in_order: The place among the groups that form the blocks, counted from 1; None where its choices are
            asked but never shown.
    """

    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, related_name="groups")
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=60)
    question = models.CharField(_("question"), max_length=200, blank=True)
    place_in_order = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["diagnostic", "name"], name="respondent_group_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Choice(models.Model):
    """One choice of a respondent group. Its `number` is its code in stored answers and never changes."""

    group = models.ForeignKey(RespondentGroup, on_delete=models.CASCADE, related_name="choices")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(_("choice"), max_length=80)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["group", "number"], name="choice_number_once")]

    def __str__(self) -> str:
        return self.label


class RoundState(models.TextChoices):
    """The state of a round."""

    DRAFT = "draft", _("Not open yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Audience(models.TextChoices):
    """Who may see the results of a round besides the team."""

    TEAM = "team", _("No one else")
    PARTICIPANTS = "participants", _("People who answered")
    EVERYBODY = "everybody", _("Anyone with the link")


class Round(models.Model):
    """A period in which a diagnostic collects responses.

    Attributes:
        code: The address of the form: ``/a/CODE``.
        opens, closes: When the round opens and closes automatically; None where a facilitator does it.
        asked: How many people were asked, if known.
        begun: True from the first response on, even where that response was withdrawn.
        personal_only: True where the shared link is off, so that responses come by personal link or from the team.
        shared_device: True where people answer one after the other on the same device, which then keeps nothing.
        revealed: The day on which the results were first shown.
        erased: True once responses that were too few to show were erased: the round cannot open again.
        published: Who may see the results besides the team.
        results_code: The address of the published results: ``/r/CODE``.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="rounds")
    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    state = models.CharField(max_length=8, choices=RoundState.choices, default=RoundState.DRAFT)
    opens = models.DateTimeField(null=True, blank=True)
    closes = models.DateTimeField(null=True, blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    asked = models.PositiveIntegerField(null=True, blank=True)
    begun = models.BooleanField(default=False)
    personal_only = models.BooleanField(default=False)
    shared_device = models.BooleanField(default=False)
    revealed = models.DateField(null=True)
    erased = models.BooleanField(default=False)
    published = models.CharField(max_length=14, choices=Audience.choices, default=Audience.TEAM)
    # Not `code`: a link to results can be stopped for good, while the poster with the link to the form stays valid.
    results_code = models.CharField(max_length=16, unique=True, default=codes.new, editable=False)

    class Meta:
        ordering = ("diagnostic_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["diagnostic", "number"], name="round_number_once"),
            models.CheckConstraint(condition=models.Q(state__in=RoundState.values), name="round_state_known"),
            models.CheckConstraint(condition=models.Q(published__in=Audience.values), name="round_audience_known"),
        ]

    def __str__(self) -> str:
        return f"{self.diagnostic}, round {self.number}"


class Asked(models.Model):
    """How many people of one choice were asked in one round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="asked_by_choice")
    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "choice"], name="asked_once")]

    def __str__(self) -> str:
        return f"{self.number} of {self.choice}"
