"""The answers of a form, listed for checking before they are sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from greenshoots.web.collect.participants import form_layout, own_result
from greenshoots.web.collect.participants.form_layout import Radios, Sheet
from greenshoots.web.collect.participants.page_data import About, Given

if TYPE_CHECKING:
    from greenshoots.web.collect.responses.response import Response

_ANSWERS = ("s-", "w-", "g-")
_OTHERS = frozenset({"viewpoint", "words-for", "name", "confirm-blank"})


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list.

    Attributes:
        name: The question.
        said: The answer; empty for none.
        target: The id of the field, for the button that changes it.
        asked: True where the name comes from the instrument, in its language.
    """

    name: str
    said: str
    target: str
    asked: bool = False


def is_answer(field: str) -> bool:
    """Return whether a field holds an answer, and not a value that the page itself needs."""
    return field.startswith(_ANSWERS) or field in _OTHERS


def lines(about: About, given: Given) -> list[Line]:
    """Return a line for each question, in the form's order."""
    sheet = form_layout.lay_out(about, given)
    rows = [_line(asked) for asked in (*sheet.groups, *([sheet.viewpoint] if sheet.viewpoint else []))]
    for part in sheet.parts:
        rows += [_line(asked, own=True) for asked in part.scores]
        if part.words and part.words.value:
            name = _("Your comment: %(enabler)s") % {"enabler": part.enabler.axis}
            rows.append(Line(name, part.words.value, part.words.name))
    return rows + _last(sheet)


def _line(asked: Radios, *, own: bool = False) -> Line:
    return Line(asked.legend, asked.chosen, asked.options[0].id, own)


def _last(sheet: Sheet) -> list[Line]:
    rows = []
    if sheet.words_for and any(part.words and part.words.value for part in sheet.parts):
        rows.append(_line(sheet.words_for))
    if sheet.name:
        rows.append(Line(_("Your name"), sheet.name.value, "name"))
    return rows


def scores(about: About, response: Response) -> list[tuple[str, str]]:
    """Return the scores of a response as form fields: the page holds them, so that the server need not store them."""
    questions = about.instrument.questions
    given = [(question.id, own_result.score(about.instrument, response, n)) for n, question in enumerate(questions)]
    return [(f"s-{name}", str(score)) for name, score in given if score is not None]
