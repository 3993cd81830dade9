"""Actions and their notes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.base.site import codes


class ActionKind(models.TextChoices):
    """The type of an action."""

    DO = "do", _("Do")
    TRY = "try", _("Try")
    STOP = "stop", _("Stop")


class ActionStatus(models.TextChoices):
    """The status of an action."""

    TO_DO = "to_do", _("To do")
    DOING = "doing", _("In progress")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Not going ahead")


class Action(models.Model):
    """Something that people will do, try or stop.

    Attributes:
        owner: The lead: a person or a team, by name; they need no account.
        owner_email: Where reminders go; empty for none.
        outcome: What people found out, once it is done or dropped.
        entry: The library entry it was started from, by its key.
        public: True where it is shown on the public page, if there is one.
        reminded_on: The day of the last reminder.
    """

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="actions")
    # A priority can be deleted; its actions stay in the plan without it.
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions")
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    kind = models.CharField(_("type"), max_length=4, choices=ActionKind.choices, default=ActionKind.DO)
    what = models.CharField(_("what"), max_length=200)
    why = models.TextField(_("why"), blank=True, max_length=2000)
    first_step = models.TextField(_("first step"), blank=True, max_length=1000)
    owner = models.CharField(_("lead"), max_length=120, blank=True)
    owner_email = models.EmailField(_("e-mail address of the lead"), blank=True)
    due = models.DateField(_("due date"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=ActionStatus.choices, default=ActionStatus.TO_DO)
    outcome = models.TextField(_("outcome"), blank=True, max_length=2000)
    entry = models.CharField(max_length=80, blank=True)
    public = models.BooleanField(default=True)
    made_on = models.DateField()
    ended_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "plans"
        # Said explicitly: one database sorts rows without a date first, the other last.
        ordering = (models.F("due").asc(nulls_last=True), "id")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=ActionKind.values), name="action_kind_known"),
            models.CheckConstraint(condition=models.Q(state__in=ActionStatus.values), name="action_state_known"),
        ]

    def __str__(self) -> str:
        return self.what


class ActionNote(models.Model):
    """A note about an action."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="notes")
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    text = models.TextField(_("note"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "plans"
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.text[:60]
