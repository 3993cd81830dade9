"""What places add to the library: suggestions, examples and stories of their own."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from greenshoots.web.base.places.models import Place
from greenshoots.web.base.site import codes

TITLE, TEXT, FIRST_STEP, SOURCE = 120, 10_000, 1_000, 300
"""The most letters that each part of an entry may have."""


class Kind(models.TextChoices):
    """What an entry is. A suggestion may be tried; an example and a story say what was done."""

    SUGGESTION = "suggestion", _("Suggestion")
    EXAMPLE = "example", _("Example")
    STORY = "story", _("Story")


class Level(models.TextChoices):
    """Who can act, from the nearest to the furthest; the words of `greenshoots.library.Level`."""

    TEAM = "team", _("A team")
    ORGANISATION = "organisation", _("An organisation")
    SYSTEM = "system", _("A local system")
    REGION = "region", _("A region")
    NATION = "nation", _("National government")


class Effort(models.TextChoices):
    """How much of it there is to do; the words of `greenshoots.library.Effort`."""

    HOURS = "hours", _("Hours")
    WEEKS = "weeks", _("Weeks")
    MONTHS = "months", _("Months")


class Shared(models.TextChoices):
    """Who may read an entry besides the members of its place."""

    PRIVATE = "private", _("Only members of this place")
    PARTNERS = "partners", _("Members of this place and of places you choose")
    EVERYBODY = "everybody", _("Everyone with an account on this site")


class Entry(models.Model):
    """What a place added.

    Attributes:
        enablers: The enablers it strengthens, by id, the closest first, with a space between them.
        who: Who can do it, as values of `Level` with a space between them.
        text, first_step: Markdown.
        partners: The places that may read it, where it is shared with partners.
        version: Counts changes; whoever writes says which version they read, so that nobody's words are lost.
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
    """What an entry said before it was changed.

    Attributes:
        by: Who had written it so.
        changed: When they had.
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


class Words(models.Model):
    """The words of one entry as they are searched: folded, with the database's full-text index over them.

    `search` writes it anew wherever an entry has changed, so nothing else needs to think of it.

    Attributes:
        key: Of the entry: the id of one that ships, or the code of one that a place added.
        entry: The entry of a place; None for one that ships.
        version: The version of the entry that was read.
        named: The place's name as it was read.
        digest: Of the words, by which entries that ship are known to have changed.
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
