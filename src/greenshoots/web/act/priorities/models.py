"""Priorities, and the map of who can act on each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from greenshoots.web.base.site import codes


class Because(models.TextChoices):
    """The reasons to choose an enabler."""

    SCORE = "score", _("Scores are low")
    DISAGREEMENT = "disagreement", _("People are split")
    GAP = "gap", _("Groups see it differently")
    OPPORTUNITY = "opportunity", _("There is an opportunity now")


class Priority(models.Model):
    """An enabler that people chose to strengthen after a round.

    Attributes:
        because: The reasons, values of `Because`.
        public: True where it is shown on the public page, if there is one.
        finding: The results when it was chosen, as `finding_snapshot.freeze` writes them; empty without results.
        workshop: The workshop that chose it, if any.
        outcome: What changed, what did not, what people learned.
        closed_on: The day on which people stopped working on it.
        version: Counts changes, so that two people cannot overwrite each other unseen.
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
    outcome = models.TextField(_("outcome"), blank=True, max_length=2000)
    made_on = models.DateField()
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "plans"
        ordering = ("-round__number", "id")
        constraints = [models.UniqueConstraint(fields=["round", "enabler"], name="priority_once")]

    def __str__(self) -> str:
        return self.enabler


class Reach(models.TextChoices):
    """The parts of the map: who can act on a point."""

    CONTROL = "control", _("In our control")
    INFLUENCE = "influence", _("We can influence")
    OTHERS = "others", _("Others need to act")


class Point(models.Model):
    """A point on the map of who can act. It may have become an action or an ask."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="points")
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    reach = models.CharField(max_length=10, choices=Reach.choices)
    text = models.CharField(_("point"), max_length=200)
    action = models.ForeignKey("plans.Action", null=True, on_delete=models.SET_NULL, related_name="points")
    ask = models.ForeignKey("plans.Ask", null=True, on_delete=models.SET_NULL, related_name="points")

    class Meta:
        app_label = "plans"
        ordering = ("id",)
        constraints = [models.CheckConstraint(condition=models.Q(reach__in=Reach.values), name="point_reach_known")]

    def __str__(self) -> str:
        return self.text
