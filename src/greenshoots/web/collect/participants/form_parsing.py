"""Read the fields of a form into a response, or into faults to correct. Nothing that comes in is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from greenshoots.web.base.site import codes
from greenshoots.web.collect.participants.page_data import DO, NAME_MOST, WORDS_MOST, FormFault, Given, PageData
from greenshoots.web.collect.responses import private_code
from greenshoots.web.collect.responses.models import PendingResponse
from greenshoots.web.collect.responses.response import BLANK, SKIPPED, UNSURE, Response

NOT_SURE = "not-sure"


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was sent.

    Attributes:
        given: The fields of the answers, so that the page can come back filled in.
        code: The private code of the page; empty where it is not a valid code.
        edition: The edition of the page; 0 where it is not a number.
        action: The value of the button that was pressed.
    """

    given: Given
    code: str
    edition: int
    action: str


def form(fields: Mapping[str, str]) -> Form:
    """Return a form from its fields."""
    code, edition = codes.read(fields.get("code", "")), fields.get("edition", "")
    return Form(
        Given(fields),
        code if private_code.is_one(code) else "",
        int(edition) if edition.isdecimal() and len(edition) < 10 else 0,
        fields.get(DO, ""),
    )


def response(given: Given, about: PageData) -> tuple[Response, tuple[FormFault, ...]]:
    """Read a response from its fields.

    Returns:
        The response, and the faults to correct before it can be sent.
    """
    faults: list[FormFault] = []
    scores = bytes(_score(given, question.id, about, faults) for question in about.instrument.questions)
    words = _words(given, about, faults)
    choices = bytes(_choice(given, place, about, faults) for place in range(len(about.groups)))
    parsed = Response(
        scores=scores,
        choices=choices,
        viewpoint=_viewpoint(given, about, faults),
        words=words,
        words_for=(
            PendingResponse.WordsFor.FACILITATOR
            if given.get("words-for") == str(PendingResponse.WordsFor.FACILITATOR.value)
            else PendingResponse.WordsFor.RESULTS
        ),
        name=_name(given, about, faults),
    )
    blank = set(scores) <= {SKIPPED} and not words
    if blank and not given.get("confirm-blank"):
        faults.append(
            FormFault(
                "confirm-blank",
                _(
                    "You have not answered anything yet. Go back and answer, or tick the box to send the form without "
                    "any answers."
                ),
            )
        )
    return parsed, tuple(faults)


def _score(given: Given, question: str, about: PageData, faults: list[FormFault]) -> int:
    name = f"s-{question}"
    value, scale = given.get(name), about.instrument.scale
    if value == "":
        return SKIPPED
    if value == NOT_SURE:
        return UNSURE
    # Tested before `int`, which reads digits of other scripts too and raises an error for thousands of digits.
    if value.isascii() and value.isdecimal() and len(value) < 4 and int(value) in scale.points:
        return int(value) - scale.minimum
    sentence = _("Choose a number from %(low)s to %(high)s, or “Not sure”.")
    faults.append(FormFault(name, sentence % {"low": scale.minimum, "high": scale.maximum}))
    return SKIPPED


def _choice(given: Given, place: int, about: PageData, faults: list[FormFault]) -> int:
    group = about.groups[place]
    value = given.get(f"g-{group.code}")
    if value == "":
        return BLANK
    for choice in group.choices:
        if value == str(choice.number):
            return choice.number
    faults.append(FormFault(f"g-{group.code}", _("Choose one of the answers in the list, or “Prefer not to say”.")))
    return BLANK


def _viewpoint(given: Given, about: PageData, faults: list[FormFault]) -> int | None:
    offered = len(about.viewpoints)
    if offered < 2:
        return 0 if offered else None
    value = given.get("viewpoint")
    if value.isascii() and value.isdecimal() and len(value) < 3 and int(value) < offered:
        return int(value)
    faults.append(FormFault("viewpoint", _("Choose what your scores are about.")))
    return None


def _words(given: Given, about: PageData, faults: list[FormFault]) -> dict[str, str]:
    if not about.words:
        return {}
    comments = {}
    for enabler in about.instrument.enablers:
        text = given.get(f"w-{enabler.id}").strip()
        if len(text) > WORDS_MOST:
            too_long = _("Your comment is %(n)s characters long. Shorten it to %(most)s characters.")
            faults.append(FormFault(f"w-{enabler.id}", too_long % {"n": len(text), "most": WORDS_MOST}))
        elif text:
            comments[enabler.id] = text
    return comments


def _name(given: Given, about: PageData, faults: list[FormFault]) -> str:
    if not about.named:
        return ""
    name = " ".join(given.get("name").split())
    if not name:
        faults.append(FormFault("name", _("Enter your name. Everyone signs their scores in this round.")))
    elif len(name) > NAME_MOST:
        faults.append(FormFault("name", _("Shorten your name to %(most)s characters.") % {"most": NAME_MOST}))
    return name[:NAME_MOST]


def written(response: Response, about: PageData, code: str) -> dict[str, str]:
    """Return the form fields of a stored response, so that the person can change it."""
    scale = about.instrument.scale
    fields = {
        "code": code,
        "edition": str(about.edition),
        "words-for": str(int(response.words_for)),
        "name": response.name,
    }
    for question, score in zip(about.instrument.questions, response.scores, strict=False):
        if score != SKIPPED:
            fields[f"s-{question.id}"] = NOT_SURE if score == UNSURE else str(score + scale.minimum)
    for group, choice in zip(about.groups, response.choices, strict=False):
        if choice != BLANK:
            fields[f"g-{group.code}"] = str(choice)
    if response.viewpoint is not None:
        fields["viewpoint"] = str(response.viewpoint)
    return fields | {f"w-{enabler}": text for enabler, text in response.words.items()}
