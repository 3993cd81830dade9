"""Personal links: one for each person who is asked by e-mail."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonalLink(models.Model):
    """One person's way in. It knows whether they have answered, never what, and no response knows it.

    Attributes:
        id: Random, so that rows stand in no order.
        salt: What the link's secret is made from, together with the installation's key.
        digest: SHA-256 of the secret: how an arriving link is found.
        answered: True once a response came in through it. No time is kept, and no page shows or counts it.
        due: The message that waits to be sent, if any; `outbox` sends it and empties this.
        failed: True where the mail server refused the last message.
        sent: How many messages went out.
        asked_on: The day of the last invitation or reminder of this round; a reminder moves it for everybody on the
            list, whether they had answered or not.
    """

    class Message(models.TextChoices):
        """What is said."""

        INVITATION = "invitation", _("Invitation")
        REMINDER = "reminder", _("Reminder")

    id = models.BigAutoField(primary_key=True)
    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="+", db_index=False)
    round = models.ForeignKey("diagnostics.Round", on_delete=models.CASCADE, related_name="personal_links")
    email = models.EmailField(_("e-mail address"))
    salt = models.BinaryField()
    digest = models.CharField(max_length=64, unique=True)
    answered = models.BooleanField(default=False)
    due = models.CharField(max_length=10, choices=Message.choices, blank=True)
    failed = models.BooleanField(default=False)
    sent = models.PositiveSmallIntegerField(default=0)
    asked_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "email"], name="personal_link_once")]
        # What the outbox asks for: the few rows with a message to send.
        indexes = [models.Index(fields=["due"], name="personal_link_due", condition=~models.Q(due=""))]

    def __str__(self) -> str:
        return self.email
