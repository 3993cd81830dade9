"""The entries that places add to the library: suggestions, examples and stories."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from greenshoots.web.base.places.models import Place
from greenshoots.web.base.site import codes

TITLE, TEXT, FIRST_STEP, SOURCE = 120, 10_000, 1_000, 300
"""The maximum length of each part of an entry."""


class Kind(models.TextChoices):
    """The kind of an entry. A suggestion is an idea; an example or story says what was done."""

    SUGGESTION = "suggestion", _("Suggestion")
    EXAMPLE = "example", _("Example")
    STORY = "story", _("Story")


class Level(models.TextChoices):
    """The level that can act, from the nearest to the furthest; the values of `greenshoots.library.Level`."""

    TEAM = "team", _("A team")
    ORGANISATION = "organisation", _("An organisation")
    SYSTEM = "system", _("A local system")
    REGION = "region", _("A region")
    NATION = "nation", _("National government")


class Effort(models.TextChoices):
    """The amount of work; the values of `greenshoots.library.Effort`."""

    HOURS = "hours", _("Hours")
    WEEKS = "weeks", _("Weeks")
    MONTHS = "months", _("Months")


class Shared(models.TextChoices):
    """The readers of an entry besides the members of its place."""

    PRIVATE = "private", _("Only members of this place")
    PARTNERS = "partners", _("Members of this place and of places you choose")
    EVERYBODY = "everybody", _("Everyone with an account on this site")


class Entry(models.Model):
    """An entry that a place added.

    Attributes:
        enablers: The enablers it strengthens, by id, the closest first, with a space between them.
        who: The levels that can do it, as values of `Level` with a space between them.
        text, first_step: Markdown.
        partners: The places that can read it if it is shared with partners.
        version: Counts changes. Writers send the version they read, so that no change overwrites another.
    """

    code = models.CharField(max_length=12, unique=True, default=codes.address, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="library")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=TITLE)
    enablers = models.CharField(_("enablers"), max_length=1_000)
    who = models.CharField(_("who can do it"), max_length=60)
    effort = models.CharField(_("effort"), max_length=12, choices=Effort.choices)
    source = models.CharField(_("source"), max_length=SOURCE, blank=True)
    text = models.TextField(_("text"), max_length=TEXT)
    first_step = models.TextField(_("first step"), max_length=FIRST_STEP, blank=True)
    shared = models.CharField(_("who can read it"), max_length=12, choices=Shared.choices, default=Shared.PRIVATE)
    partners = models.ManyToManyField(Place, related_name="+", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("title", "id")
        indexes = [models.Index(fields=["shared"], name="library_by_shared")]  # what everybody may read
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="library_kind_known"),
            models.CheckConstraint(condition=models.Q(effort__in=Effort.values), name="library_effort_known"),
            models.CheckConstraint(condition=models.Q(shared__in=Shared.values), name="library_shared_known"),
        ]

    def __str__(self) -> str:
        return self.title


class Earlier(models.Model):
    """An earlier version of an entry.

    Attributes:
        by: The writer of this version.
        changed: The time of this version.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="earlier")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE)
    text = models.TextField()
    first_step = models.TextField(blank=True)
    source = models.CharField(max_length=SOURCE, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed = models.DateTimeField()

    class Meta:
        ordering = ("-version",)
        constraints = [models.UniqueConstraint(fields=["entry", "version"], name="library_earlier_once")]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


# A migration that changes this table has to make its triggers anew: SQLite remakes the table for most changes and
# drops them with it (decision 15).
class Words(models.Model):
    """The folded words of an entry, under the full-text index of the database.

    `search` updates it whenever an entry has changed, so that nothing else has to.

    Attributes:
        key: The id of an entry that ships, or the code of an entry that a place added.
        entry: The entry of a place; None for an entry that ships.
        version: The indexed version of the entry.
        named: The indexed name of the place.
        digest: A digest of the words, to notice when an entry that ships has changed.
    """

    key = models.CharField(max_length=80, unique=True)
    entry = models.OneToOneField(Entry, null=True, on_delete=models.CASCADE, related_name="words")
    version = models.PositiveIntegerField(default=0)
    named = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    title = models.TextField()
    place = models.TextField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.key
