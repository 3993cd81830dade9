"""The public page of a round. Models of this floor share the label `plans`, so that tables keep their names."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from greenshoots.web.act.actions import models as _actions  # noqa: F401
from greenshoots.web.act.asks import models as _asks  # noqa: F401
from greenshoots.web.act.priorities import models as _priorities  # noqa: F401
from greenshoots.web.base.site import codes


class PlanPage(models.Model):
    """The page of a round that anyone with its link can read, if the facilitators turn it on.

    Attributes:
        code: Its address: ``/p/CODE/``.
        shown: True where it is turned on.
        intro: What you said, in the facilitators' words.
        found: What we found, in the facilitators' words.
        owners: True where the leads of actions are named on it.
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
