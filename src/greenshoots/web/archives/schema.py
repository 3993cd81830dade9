"""The format of an archive: all tables of a place with their fields, in the order in which they are imported.

A test compares this list with the models: a field that is neither listed here nor left out fails it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models import Field, Model
    from django.utils.functional import _StrPromise

NEW_HERE = "created again where the archive is imported"
UNGUESSABLE = (
    "a secret address, which anyone with the archive would have; a new address is created where it is imported"
)


@dataclass(frozen=True, slots=True)
class ArchiveTable:
    """One table of an archive.

    Attributes:
        name: Its name in `archive.json`, and that of its CSV file.
        model: The model, as ``room.Model``.
        says: A description of its rows.
        of: The path from its rows to the place, as a Django lookup.
        fields: Fields that are written as they are.
        rows: Foreign keys to rows of this or an earlier table, by field. They are written as that row's position in
            its table, counted from 0, or null.
        people: Foreign keys to accounts. They are written as a name and an e-mail address.
        inside: Keys of accounts inside a JSON field, by that field; they are written like `people`.
        left_out: Fields that are not written, each with the reason.
        order: The order in which rows are written; random where the order must not be known.
        called: The name of a row for people: fields and foreign keys whose values are joined.
        later: Fields that the first archives do not have. Where such a field is missing, the row gets its default.
        read_back: False where the table is only for people to read.
    """

    name: str
    model: str
    says: _StrPromise
    fields: tuple[str, ...]
    of: str = "place"
    rows: Mapping[str, str] = dataclass_field(default_factory=dict)
    people: tuple[str, ...] = ()
    inside: Mapping[str, tuple[str, ...]] = dataclass_field(default_factory=dict)
    left_out: Mapping[str, str] = dataclass_field(default_factory=dict)
    order: tuple[str, ...] = ("pk",)
    called: tuple[str, ...] = ()
    later: frozenset[str] = frozenset()
    read_back: bool = True

    @property
    def rows_of(self) -> type[Model]:
        """Return the model."""
        return apps.get_model(self.model)

    def field(self, name: str) -> Field[Any, Any]:
        """Return a field of the model."""
        return cast("Field[Any, Any]", self.rows_of._meta.get_field(name))

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of all values that are written for a row."""
        return (*self.rows, *self.fields, *self.people)


TABLES: tuple[ArchiveTable, ...] = (
    ArchiveTable("place", "places.Place", _("The place itself."), ("code", "name", "made"), of="pk", called=("name",)),
    ArchiveTable(
        "members",
        "places.Membership",
        _("The members of the place, and their roles. They do not become members where the archive is imported."),
        ("role", "since"),
        people=("person",),
        left_out={"code": NEW_HERE},
        read_back=False,
    ),
    ArchiveTable(
        "instruments",
        "diagnostics.InstrumentVersion",
        _("The questionnaires as they were chosen, with their translations."),
        ("code", "name", "version", "title", "language", "text", "translations", "local", "made"),
        called=("title", "version"),
    ),
    ArchiveTable(
        "diagnostics",
        "diagnostics.Diagnostic",
        _("The diagnostics: what they are about, what people were told, and how people are protected."),
        (
            "code", "subject", "asking", "contact", "language", "viewpoints", "protection", "k", "c", "k_words",
            "words", "afterwards", "step", "edition", "made",
        ),
        rows={"instrument": "instruments"},
        called=("subject",),
    ),
    ArchiveTable(
        "groups",
        "diagnostics.RespondentGroup",
        _("The group questions of each diagnostic."),
        ("code", "position", "name", "question", "place_in_order"),
        of="diagnostic__place",
        rows={"diagnostic": "diagnostics"},
        called=("name",),
    ),
    ArchiveTable(
        "choices",
        "diagnostics.Choice",
        _("The choices of each group question."),
        ("number", "label"),
        of="group__diagnostic__place",
        rows={"group": "groups"},
        called=("label",),
    ),
    ArchiveTable(
        "rounds",
        "diagnostics.Round",
        _("The rounds: when they were open, how many people were asked, and who can see the results."),
        (
            "number", "code", "state", "opens", "closes", "opened_on", "closed_on", "asked", "begun", "personal_only",
            "shared_device", "revealed", "erased", "published",
        ),
        rows={"diagnostic": "diagnostics"},
        left_out={"results_code": UNGUESSABLE},
        called=("diagnostic", "number"),
        later=frozenset({"shared_device"}),
    ),
    ArchiveTable(
        "asked",
        "diagnostics.Asked",
        _("How many people in each group were asked in each round."),
        ("number",),
        of="round__place",
        rows={"round": "rounds", "choice": "choices"},
    ),
    ArchiveTable(
        "releases",
        "releases.Release",
        _("The results: counts of blocks of people, never the answers of a single person."),
        ("number", "document", "people", "made_on"),
        rows={"round": "rounds"},
    ),
    ArchiveTable(
        "words",
        "releases.PooledWords",
        _("The comments, not linked to people, where enough people have written."),
        ("code", "batch", "enabler", "text", "facilitator_only", "shown", "theme"),
        rows={"round": "rounds"},
        # Their codes are random, so the comments of a person are neither in order nor together.
        order=("code",),
    ),
    ArchiveTable(
        "signed",
        "releases.SignedResponse",
        _("Scores with names, from diagnostics that ask for names (protection: Named)."),
        ("name", "scores"),
        rows={"round": "rounds"},
        order=("name", "pk"),
    ),
    ArchiveTable(
        "notes",
        "results.Note",
        _("Notes on each enabler from conversations about the results."),
        ("enabler", "text", "changed", "version"),
        rows={"round": "rounds"},
        people=("by",),
        called=("round", "enabler"),
    ),
    ArchiveTable(
        "earlier_notes",
        "results.EarlierNote",
        _("Earlier versions of notes."),
        ("text", "changed"),
        of="note__place",
        rows={"note": "notes"},
        people=("by",),
    ),
    ArchiveTable(
        "workshops",
        "workshops.Workshop",
        _("The workshops."),
        (
            "code", "title", "language", "way", "agenda", "minutes", "k", "c", "k_words", "counts", "version", "dots",
            "people", "made", "begun_on", "ended_on", "shared",
        ),
        rows={"diagnostic": "diagnostics", "round": "rounds"},
        left_out={"summary_code": UNGUESSABLE},
        called=("title",),
    ),
    ArchiveTable(
        "presses",
        "workshops.LogEntry",
        _("What facilitators did in each workshop, including agreed scores and notes."),
        ("number", "event", "at"),
        of="workshop__place",
        rows={"workshop": "workshops"},
        people=("by",),
    ),
    ArchiveTable(
        "votes",
        "workshops.Vote",
        _("The results of each vote as they were shown: counts of everyone in the workshop."),
        ("enabler", "turn", "people", "document"),
        of="workshop__place",
        rows={"workshop": "workshops"},
        called=("workshop", "enabler", "turn"),
    ),
    ArchiveTable(
        "whys",
        "workshops.Why",
        _("The comments shown with a vote, not linked to people."),
        ("text", "openly"),
        of="vote__workshop__place",
        rows={"vote": "votes"},
    ),
    ArchiveTable(
        "priorities",
        "plans.Priority",
        _("Priorities, the reasons for them, and their outcomes."),
        ("code", "enabler", "because", "why", "public", "finding", "outcome", "made_on", "closed_on", "version"),
        rows={"round": "rounds", "workshop": "workshops"},
        called=("enabler",),
    ),
    ArchiveTable(
        "actions",
        "plans.Action",
        _("Actions: what people will do, try or stop."),
        (
            "code", "kind", "what", "why", "first_step", "owner", "owner_email", "due", "state", "outcome", "entry",
            "public", "made_on", "ended_on", "reminded_on", "version",
        ),
        rows={"priority": "priorities"},
        called=("what",),
    ),
    ArchiveTable(
        "action_notes",
        "plans.ActionNote",
        _("Notes on the actions."),
        ("code", "text", "at"),
        of="action__place",
        rows={"action": "actions"},
        people=("by",),
    ),
    ArchiveTable(
        "bodies",
        "plans.Body",
        _("Organisations that were invited to read and answer asks."),
        ("code", "name", "level", "made_on", "accepted_on"),
        left_out={
            "reader": "another place, which agreed to read asks on this site only",
            "digest": "the digest of a secret link",
            "ends": "when that link ends",
        },
        called=("name",),
    ),
    ArchiveTable(
        "asks",
        "plans.Ask",
        _("What other organisations were asked for, and their answers."),
        (
            "code", "need", "of_whom", "level", "context", "owner", "wanted_by", "state", "sent_on", "reply", "answer",
            "answered_on", "answered_by", "in_place", "followed", "public", "made_on", "version",
        ),
        rows={"priority": "priorities", "body": "bodies"},
        left_out={"bundle": "asks from several places, combined by the place that reads them"},
        called=("need",),
    ),
    ArchiveTable(
        "bundles",
        "plans.Bundle",
        _("Combined asks from other places, without the asks themselves: they belong to those places."),
        ("code", "title", "made_on"),
        rows={"onward": "asks"},
    ),
    ArchiveTable(
        "points",
        "plans.Point",
        _("The points on the map of who can act."),
        ("code", "reach", "text"),
        of="priority__place",
        rows={"priority": "priorities", "action": "actions", "ask": "asks"},
    ),
    ArchiveTable(
        "plan_pages",
        "plans.PlanPage",
        _("The public page of each round."),
        ("shown", "intro", "found", "owners", "changed_on", "version"),
        rows={"round": "rounds"},
        left_out={"code": UNGUESSABLE},
    ),
    ArchiveTable(
        "entries",
        "library.Entry",
        _("Entries that the place added to the library."),
        (
            "code", "kind", "title", "enablers", "who", "effort", "source", "text", "first_step", "shared", "made",
            "changed", "version",
        ),
        people=("by",),
        left_out={"partners": "other places, which can read the entry on this site only"},
        called=("title",),
    ),
    ArchiveTable(
        "earlier_entries",
        "library.Earlier",
        _("Earlier versions of library entries."),
        ("version", "title", "text", "first_step", "source", "changed"),
        of="entry__place",
        rows={"entry": "entries"},
        people=("by",),
    ),
    ArchiveTable(
        "trail",
        "audit.Entry",
        _("The change history: who changed what, and when."),
        ("who_name", "verb", "about", "facts", "at"),
        people=("who",),
        inside={"facts": ("person",)},
    ),
)  # fmt: skip

LEFT_OUT: Mapping[str, str] = {
    "responses.PendingResponse": "responses whose results have not been shown yet, which are never exported",
    "responses.SpentCode": "digests of private codes",
    "library.Words": "the words that the search uses, created again from the entries",
    "invitations.PersonalLink": "personal links, and who has answered through them",
    "places.Invitation": "digests of invitation links, which expire",
    "workshops.Phone": "phones in a running workshop",
    "workshops.PendingScore": "scores of votes that have not been shown",
    "workshops.Scorer": "which phones have scored in a running workshop",
    "workshops.PendingDots": "dots that have not been counted",
}
"""Models of a place that are never exported, each with the reason."""

BY_NAME: Mapping[str, ArchiveTable] = {table.name: table for table in TABLES}
