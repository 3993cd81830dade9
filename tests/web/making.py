"""Making what a test needs, straight in the tables: a diagnostic, a round, people who answered."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from importlib import resources

from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics.models import (
    Choice,
    Diagnostic,
    InstrumentVersion,
    RespondentGroup,
    Round,
    RoundState,
)
from greenshoots.web.collect.responses.models import PendingResponse

ROLE = {"Role": ("Frontline", "Manager", "Partner", "Elected member")}


def built_in(place: Place) -> InstrumentVersion:
    """Give the built-in instrument, with its Welsh draft."""
    folder = resources.files("greenshoots.instruments")
    return InstrumentVersion.objects.create(
        place=place,
        name="enabling-conditions",
        version="1.1",
        title="Eleven enabling conditions for innovative practice",
        language="en",
        text=(folder / "enabling-conditions.toml").read_text(encoding="utf-8"),
        translations={"cy": (folder / "enabling-conditions.cy.toml").read_text(encoding="utf-8")},
    )


def diagnostic(place: Place, groups: Mapping[str, Sequence[str]] | None = None, **facts: object) -> Diagnostic:
    """Give a diagnostic that is set up, with its first round open."""
    values = {"subject": "Adult social care", "viewpoints": ["organisation"], "asking": "The test asks."} | facts
    made = Diagnostic.objects.create(place=place, instrument=built_in(place), **values)
    for position, (name, labels) in enumerate((ROLE if groups is None else groups).items()):
        group = RespondentGroup.objects.create(
            diagnostic=made, position=position, name=name, place_in_order=position + 1
        )
        Choice.objects.bulk_create(Choice(group=group, number=n, label=label) for n, label in enumerate(labels))
    round_(made)
    return made


def round_(made: Diagnostic, **facts: object) -> Round:
    """Give the next round, open."""
    values = {"state": RoundState.OPEN, "asked": 60} | facts
    return Round.objects.create(place=made.place, diagnostic=made, number=made.rounds.count() + 1, **values)


def people_answer(where: Round, how_many: int, *, seed: int = 1, **facts: object) -> list[PendingResponse]:
    """Put random answers into the pool of a round."""
    chance = random.Random(seed)
    version = where.diagnostic.instrument
    assert version is not None
    questions = len(mapping.instrument(version).questions)
    sizes = [group.choices.count() for group in where.diagnostic.groups.all()]
    found = []
    for _ in range(how_many):
        scores = bytes(chance.choice((0, 1, 2, 3, 4, 255)) for _ in range(questions))
        choices = bytes(chance.randrange(size) for size in sizes)
        values = {"scores": scores, "choices": choices, "viewpoint": 0} | facts
        found.append(PendingResponse(id=chance.getrandbits(62), place=where.place, round=where, **values))
    Round.objects.filter(pk=where.pk).update(begun=True)
    return PendingResponse.objects.bulk_create(found)
