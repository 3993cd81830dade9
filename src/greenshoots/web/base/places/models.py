"""Places and their members."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from greenshoots.web.base.site import codes


class Role(models.TextChoices):
    """What a member may do. Each role may do everything that the roles after it may do."""

    OWNER = "owner", _("Owner")
    FACILITATOR = "facilitator", _("Facilitator")
    ANALYST = "analyst", _("Analyst")
    VIEWER = "viewer", _("Viewer")


class Place(models.Model):
    """The workspace that owns diagnostics: a council, a service, a partnership."""

    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    name = models.CharField(_("name"), max_length=120)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's membership of a place."""

    # For addresses of pages: primary keys stay on the server.
    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "person"], name="membership_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.place}"


class Invitation(models.Model):
    """An invitation to join a place, sent by e-mail or as a link that the owner sends.

    Attributes:
        digest: SHA-256 of the link's secret; the secret itself is never kept.
        email: The address it was sent to; empty for a link.
    """

    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    ends = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.email or f"link of {self.made:%-d %B %Y}"
