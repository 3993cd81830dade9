"""Asks, and the bodies that were invited to read them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from greenshoots.web.act.library.models import Level
from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.base.site import codes


class Body(models.Model):
    """An organisation that was invited to read asks and answer them in place: a partner, a region, a nation.

    Attributes:
        place: The place that invited it.
        name: Its name, in the words of the place that invited it.
        reader: The place that accepted; None until a place has.
        digest: SHA-256 of the link's secret; empty once it was used.
        ends: When the link expires.
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
            # Bodies that have accepted all have an empty digest.
            models.UniqueConstraint(fields=["digest"], condition=~models.Q(digest=""), name="body_digest_once"),
        ]

    def __str__(self) -> str:
        return self.name


class AskState(models.TextChoices):
    """The status of an ask."""

    DRAFT = "draft", _("Not sent yet")
    SENT = "sent", _("Sent, no answer yet")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class AskReply(models.TextChoices):
    """The kinds of answer to an ask."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("In part")
    NO = "no", _("No")
    PASSED_ON = "passed_on", _("Passed to another organisation")


class Bundle(models.Model):
    """Asks of several places about one thing, combined and answered together by the body that reads them.

    Attributes:
        place: The place of the body.
        onward: The ask that escalates it, if the body made one.
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
    """Something that another organisation needs to do, and its answer.

    Attributes:
        of_whom: The name of who is asked, where it is no body.
        body: The body that is asked, if it was invited to answer here.
        context: Why it matters. Nothing else of the diagnostic is shown to who is asked.
        wanted_by: When an answer is needed.
        answered_by: The name of who answered.
        in_place: True where the body answered here; then only the body may change the answer.
        followed: The follow-up.
        bundle: The bundle in which the body that reads it has put it.
        public: True where it is shown on the public page, if there is one.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="asks")
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks")
    # The ask outlives the body: `actions.end` copies the name first, so that the ask still says who was asked.
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
    reply = models.CharField(_("how"), max_length=10, choices=AskReply.choices, blank=True)
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
