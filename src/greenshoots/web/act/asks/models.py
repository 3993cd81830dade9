"""What is asked of others, and those who were invited to read it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from greenshoots.web.act.library.models import Level
from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.base.site import codes


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
        app_label = "plans"
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
    PASSED_ON = "passed_on", _("Passed to another organisation")


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
        app_label = "plans"
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
    of_whom = models.CharField(_("who is asked"), max_length=120, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    context = models.TextField(_("why it matters"), blank=True, max_length=4000)
    owner = models.CharField(_("lead"), max_length=120, blank=True)
    wanted_by = models.DateField(_("answer needed by"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=AskState.choices, default=AskState.DRAFT)
    sent_on = models.DateField(null=True)
    reply = models.CharField(_("how"), max_length=10, choices=Reply.choices, blank=True)
    answer = models.TextField(_("the answer"), blank=True, max_length=4000)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(_("who answered"), max_length=160, blank=True)
    in_place = models.BooleanField(default=False)
    followed = models.TextField(_("follow-up"), blank=True, max_length=2000)
    public = models.BooleanField(default=True)
    made_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "plans"
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="ask_level_known"),
            models.CheckConstraint(condition=models.Q(state__in=AskState.values), name="ask_state_known"),
        ]

    def __str__(self) -> str:
        return self.need
