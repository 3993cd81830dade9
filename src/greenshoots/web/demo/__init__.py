"""A fictional place to try out: finished rounds, an open round, a draft, two workshops and a plan."""

from __future__ import annotations

import datetime as dt
import random
import secrets
from typing import cast

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from greenshoots import tabular
from greenshoots.core.answers import Answers
from greenshoots.core.instruments.model import ROUND
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.places.models import Membership, Place, Role
from greenshoots.web.collect.diagnostics import instruments, mapping
from greenshoots.web.collect.diagnostics.models import (
    Asked,
    Audience,
    Choice,
    Diagnostic,
    InstrumentVersion,
    RespondentGroup,
    Round,
    RoundState,
)
from greenshoots.web.collect.releases import actions as releases
from greenshoots.web.collect.responses import actions as responses
from greenshoots.web.collect.responses import file_import, private_code
from greenshoots.web.demo import plans, rooms
from greenshoots.web.show.results.models import Note

EMAIL = "demo@greenshoots.example"
PLACE = "Northvale Council (fictional)"
ROLES = {"Frontline": 24, "Manager": 14, "Senior leader": 12, "Partner": 6, "Elected member": 4}
SECTORS = ("Council", "Health", "Voluntary sector")
NOTES = {
    "staff-permission": (
        "Leaders were surprised. Two stories from the front line: a bus fare that took three signatures, and a bed "
        "that was bought the same day. We want more of the second."
    ),
    "reflection-and-experiment": (
        "Some teams hold a learning hour every fortnight, others have never had one. That is why people are split. "
        "We had not seen this before."
    ),
}


def make() -> tuple[str, str]:
    """Create the place unless it exists; return the e-mail address and the password of its owner.

    The password is new at each start, because a demonstration is often shown in a room full of people.
    """
    password = secrets.token_urlsafe(9)
    owner = User.objects.filter(email=EMAIL).first()
    if owner is None:
        with transaction.atomic():
            owner = User.objects.create_user(EMAIL, None, name="Demonstration owner", operator=True)
            EmailAddress.objects.create(user=owner, email=EMAIL, verified=True, primary=True)
            place = Place.objects.create(name=PLACE)
            Membership.objects.create(place=place, person=owner, role=Role.OWNER)
        _finished(place, owner)
        _open(place)
        _draft(place)
        rooms.held(place, owner)
        rooms.waiting(place, owner)
        plans.decided(place, owner)
    owner.set_password(password)
    owner.save(update_fields=["password"])
    return EMAIL, password


def _diagnostic(place: Place, subject: str, **fields: object) -> Diagnostic:
    values = {
        "instrument": instruments.built_in(place),
        "viewpoints": ["organisation"],
        "asking": "The transformation team asks, so that the whole service can talk about what to change first.",
        "contact": "transformation@northvale.example",
    }
    diagnostic = Diagnostic.objects.create(place=place, subject=subject, **(values | fields))
    for position, (name, labels) in enumerate({"Role": tuple(ROLES), "Sector": SECTORS}.items()):
        group = RespondentGroup.objects.create(
            diagnostic=diagnostic, position=position, name=name, place_in_order=position + 1 if position == 0 else None
        )
        Choice.objects.bulk_create(Choice(group=group, number=n, label=label) for n, label in enumerate(labels))
    return diagnostic


def _round(diagnostic: Diagnostic, number: int, **fields: object) -> Round:
    round_ = Round.objects.create(place=diagnostic.place, diagnostic=diagnostic, number=number, **fields)
    for choice in Choice.objects.filter(group__diagnostic=diagnostic, group__name="Role"):
        Asked.objects.create(round=round_, choice=choice, number=ROLES[choice.label])
    return round_


def _finished(place: Place, owner: User) -> None:
    """Create two rounds from the sample answers, revealed and published like any other round."""
    diagnostic = _diagnostic(place, "Adult social care")
    answers = _sample(diagnostic)
    today = timezone.localdate()
    for number, months in ((1, 8), (2, 1)):
        round_ = _round(
            diagnostic,
            number,
            state=RoundState.OPEN,
            asked=sum(ROLES.values()),
            opened_on=today - dt.timedelta(days=30 * months + 21),
        )
        _answer(round_, _of_round(answers, str(number)))
        releases.reveal(round_, by=owner)
        Round.objects.filter(pk=round_.pk).update(
            state=RoundState.CLOSED,
            closed_on=today - dt.timedelta(days=30 * months),
            published=Audience.EVERYBODY if number == 2 else Audience.TEAM,
        )
    for enabler, text in NOTES.items():
        Note.objects.create(place=place, round=round_, enabler=enabler, text=text, by=owner)


def _sample(diagnostic: Diagnostic) -> Answers:
    version = cast("InstrumentVersion", diagnostic.instrument)
    return tabular.read_file(tabular.sample_path(), mapping.instrument(version)).answers


def _of_round(answers: Answers, name: str) -> Answers:
    column = answers.columns[ROUND]
    return answers.take(column.codes == column.choices.index(name))


def _answer(round_: Round, answers: Answers) -> None:
    for response in file_import.responses(answers, round_.diagnostic, file="sample"):
        responses.record_response(round_, response, private_code.new())


def _open(place: Place) -> None:
    """Create an open round: some people have answered, nothing is revealed."""
    diagnostic = _diagnostic(place, "Housing and homelessness", viewpoints=["service"])
    round_ = _round(diagnostic, 1, state=RoundState.OPEN, asked=60, opened_on=timezone.localdate())
    answers = _sample(diagnostic)
    sample = file_import.responses(_of_round(answers, "1"), diagnostic, file="sample")
    for response in random.Random(7).sample(sample, 17):  # noqa: S311 - a demonstration
        responses.record_response(round_, response, private_code.new())


def _draft(place: Place) -> None:
    """Create a draft diagnostic."""
    diagnostic = Diagnostic.objects.create(
        place=place, subject="Northvale as a local system", language=settings.LANGUAGE_CODE, step="instrument"
    )
    Round.objects.create(place=place, diagnostic=diagnostic, number=1)
