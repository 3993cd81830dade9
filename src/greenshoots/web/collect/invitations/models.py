"""Personal links: one for each person who is asked by e-mail."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonalLink(models.Model):
    """A link for one person. It shows whether they have answered, never what, and no response refers to it.

    Attributes:
        id: Random, so that the order of rows shows nothing.
        salt: With the installation's key, the source of the link's secret.
        digest: SHA-256 of the secret: how an arriving link is found.
        answered: True once a response arrived through the link. No time is stored, and no page shows or counts it.
        due: The message waiting to be sent, if any; `outbox` sends it and clears this.
        failed: True where the mail server refused the last message.
        sent: The number of messages sent.
        asked_on: The day of the last invitation or reminder of this round; a reminder changes it for everyone on the
            list, whether they had answered or not.
    """

    class Message(models.TextChoices):
        """The kinds of message."""

        INVITATION = "invitation", _("Invitation")
        REMINDER = "reminder", _("Reminder")

    # Given by `link_token.new_id`, never counted. SQLite keeps rows in this order, so the order of the list is lost.
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
        # The query of the outbox: the few rows with a message to send.
        indexes = [models.Index(fields=["due"], name="personal_link_due", condition=~models.Q(due=""))]

    def __str__(self) -> str:
        return self.email
