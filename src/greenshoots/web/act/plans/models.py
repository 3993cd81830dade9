"""What people decided to strengthen, what they do about it, and what they ask of others."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from greenshoots.web.act.library.models import Level
from greenshoots.web.base.site import codes


class Because(models.TextChoices):
    """Why people chose an enabler."""

    SCORE = "score", _("The scores are low")
    DISAGREEMENT = "disagreement", _("People disagree")
    GAP = "gap", _("Groups see it differently")
    OPPORTUNITY = "opportunity", _("There is an opportunity now")


class Priority(models.Model):
    """An enabler that people chose to strengthen, after a round.

    Attributes:
        because: Why, of `Because`.
        public: True where it stands on the public page, if there is one.
        finding: What the results said when it was chosen, as `findings.freeze` writes it; empty without results.
        workshop: The workshop that chose it, if one did.
        outcome: What became of it.
        closed_on: The day on which people stopped working on it.
        version: Counts changes, so that nobody's words are written over.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="priorities")
    round = models.ForeignKey("diagnostics.Round", on_delete=models.CASCADE, related_name="priorities")
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    enabler = models.CharField(max_length=80)
    because = models.JSONField(default=list)
    why = models.TextField(_("why"), blank=True, max_length=2000)
    public = models.BooleanField(default=True)
    finding = models.JSONField(default=dict)
    workshop = models.ForeignKey("workshops.Workshop", null=True, on_delete=models.SET_NULL, related_name="priorities")
    outcome = models.TextField(_("what became of it"), blank=True, max_length=2000)
    made_on = models.DateField()
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-round__number", "id")
        constraints = [models.UniqueConstraint(fields=["round", "enabler"], name="priority_once")]

    def __str__(self) -> str:
        return self.enabler


class Kind(models.TextChoices):
    """What an action is."""

    DO = "do", _("Do")
    TRY = "try", _("Try")
    STOP = "stop", _("Stop")


class State(models.TextChoices):
    """Where an action is."""

    TO_DO = "to_do", _("To do")
    DOING = "doing", _("Doing")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Not doing")


class Action(models.Model):
    """What somebody will do, try or stop.

    Attributes:
        owner: A person or a team, by name; they need no account.
        owner_email: Where reminders go; empty for none.
        outcome: What was found, once it is done or dropped.
        entry: The library entry it was started from, by its key.
        public: True where it stands on the public page, if there is one.
        reminded_on: The day of the last reminder.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="actions")
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions")
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices, default=Kind.DO)
    what = models.CharField(_("what"), max_length=200)
    why = models.TextField(_("why"), blank=True, max_length=2000)
    first_step = models.TextField(_("first step"), blank=True, max_length=1000)
    owner = models.CharField(_("owner"), max_length=120, blank=True)
    owner_email = models.EmailField(_("e-mail address of the owner"), blank=True)
    due = models.DateField(_("when"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.TO_DO)
    outcome = models.TextField(_("what was found"), blank=True, max_length=2000)
    entry = models.CharField(max_length=80, blank=True)
    public = models.BooleanField(default=True)
    made_on = models.DateField()
    ended_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = (models.F("due").asc(nulls_last=True), "id")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="action_kind_known"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="action_state_known"),
        ]

    def __str__(self) -> str:
        return self.what


class ActionNote(models.Model):
    """Something that was written down about an action on its way."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="notes")
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    text = models.TextField(_("note"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.text[:60]


class Body(models.Model):
    """Somebody else who was invited to see asks and answer them in place: a partner, a region, a nation.

    Attributes:
        place: Who invited them.
        name: What they are called by whoever invited them.
        reader: The place that accepted; None until somebody has, and once it reads no longer.
        digest: SHA-256 of the link's secret; empty once it was used.
        ends: When the link ends.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="bodies")
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    name = models.CharField(_("name"), max_length=120)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, default=Level.REGION)
    reader = models.ForeignKey("places.Place", null=True, on_delete=models.SET_NULL, related_name="reads_for")
    digest = models.CharField(max_length=64, blank=True)
    ends = models.DateTimeField(null=True)
    made_on = models.DateField()
    accepted_on = models.DateField(null=True)

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="body_level_known"),
            models.UniqueConstraint(fields=["digest"], condition=~models.Q(digest=""), name="body_digest_once"),
        ]

    def __str__(self) -> str:
        return self.name


class AskState(models.TextChoices):
    """Where an ask is."""

    DRAFT = "draft", _("Not sent yet")
    SENT = "sent", _("Sent, no answer yet")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class Reply(models.TextChoices):
    """How an ask was answered."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("In part")
    NO = "no", _("No")
    PASSED_ON = "passed_on", _("Passed on to somebody else")


class Bundle(models.Model):
    """Asks of several places about one thing, put together and answered together by the body that reads them.

    Attributes:
        place: The body's own place.
        onward: The ask that carries it to somebody further up, if the body made one.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="bundles")
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    title = models.CharField(_("title"), max_length=200)
    onward = models.ForeignKey("Ask", null=True, on_delete=models.SET_NULL, related_name="carries")
    made_on = models.DateField()

    class Meta:
        ordering = ("title", "id")

    def __str__(self) -> str:
        return self.title


class Ask(models.Model):
    """What somebody else needs to do, and the answer that came back.

    Attributes:
        of_whom: Who is asked, in words.
        body: Who is asked, where they were invited to answer here.
        context: What may be told them, and nothing else of the diagnostic is.
        wanted_by: When an answer would help.
        answered_by: Who answered, in words.
        in_place: True where the body answered here: the words are theirs, and only they change them.
        followed: What followed.
        bundle: Where the body that reads it put it.
        public: True where it stands on the public page, if there is one.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="asks")
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks")
    bundle = models.ForeignKey(Bundle, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks")
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    need = models.CharField(_("what is needed"), max_length=200)
    of_whom = models.CharField(_("of whom"), max_length=120, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    context = models.TextField(_("context that may be shared"), blank=True, max_length=4000)
    owner = models.CharField(_("owner"), max_length=120, blank=True)
    wanted_by = models.DateField(_("answer wanted by"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=AskState.choices, default=AskState.DRAFT)
    sent_on = models.DateField(null=True)
    reply = models.CharField(_("how"), max_length=10, choices=Reply.choices, blank=True)
    answer = models.TextField(_("the answer"), blank=True, max_length=4000)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(_("who answered"), max_length=160, blank=True)
    in_place = models.BooleanField(default=False)
    followed = models.TextField(_("what followed"), blank=True, max_length=2000)
    public = models.BooleanField(default=True)
    made_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="ask_level_known"),
            models.CheckConstraint(condition=models.Q(state__in=AskState.values), name="ask_state_known"),
        ]

    def __str__(self) -> str:
        return self.need


class Reach(models.TextChoices):
    """Who can act on a point of the map."""

    CONTROL = "control", _("In our control")
    INFLUENCE = "influence", _("What we can influence")
    OTHERS = "others", _("What others must do")


class Point(models.Model):
    """One point on the map of who can act. It may have become an action or an ask."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="points")
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    reach = models.CharField(max_length=10, choices=Reach.choices)
    text = models.CharField(_("point"), max_length=200)
    action = models.ForeignKey(Action, null=True, on_delete=models.SET_NULL, related_name="points")
    ask = models.ForeignKey(Ask, null=True, on_delete=models.SET_NULL, related_name="points")

    class Meta:
        ordering = ("id",)
        constraints = [models.CheckConstraint(condition=models.Q(reach__in=Reach.values), name="point_reach_known")]

    def __str__(self) -> str:
        return self.text


class PlanPage(models.Model):
    """The page of a round that everybody with its link may read, if the facilitators wish.

    Attributes:
        code: Its address: ``/p/CODE/``.
        shown: True where it is switched on.
        intro: What you said, in the facilitators' words.
        found: What we found, in the facilitators' words.
        owners: True where owners of actions are named on it.
    """

    round = models.OneToOneField("diagnostics.Round", on_delete=models.CASCADE, related_name="plan_page")
    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=16, unique=True, default=codes.new, editable=False)
    shown = models.BooleanField(default=False)
    intro = models.TextField(_("what you said"), blank=True, max_length=3000)
    found = models.TextField(_("what we found"), blank=True, max_length=3000)
    owners = models.BooleanField(default=False)
    changed_on = models.DateField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Public page of {self.round}"
