"""What somebody is about to send, read back to them."""

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
    """One row of the summary list.

    Attributes:
        name: What was asked.
        said: What was answered; empty for nothing.
        target: The id to go to for changing it.
        asked: True where the name is the instrument's own, in its language.
    """

    name: str
    said: str
    target: str
    asked: bool = False


def is_answer(field: str) -> bool:
    """Tell whether a field holds an answer, and not what the page itself needs."""
    return field.startswith(_ANSWERS) or field in _OTHERS


def lines(about: About, given: Given) -> list[Line]:
    """Read back what was given, in the form's order."""
    laid = form_layout.lay_out(about, given)
    found = [_line(asked) for asked in (*laid.groups, *([laid.viewpoint] if laid.viewpoint else []))]
    for part in laid.parts:
        found += [_line(asked, own=True) for asked in part.scores]
        if part.words and part.words.value:
            name = _("Your comment: %(enabler)s") % {"enabler": part.enabler.axis}
            found.append(Line(name, part.words.value, part.words.name))
    return found + _last(laid)


def _line(asked: Radios, *, own: bool = False) -> Line:
    return Line(asked.legend, asked.chosen, asked.options[0].id, own)


def _last(laid: Sheet) -> list[Line]:
    found = []
    if laid.words_for and any(part.words and part.words.value for part in laid.parts):
        found.append(_line(laid.words_for))
    if laid.name:
        found.append(Line(_("Your name"), laid.name.value, "name"))
    return found


def scores(about: About, response: Response) -> list[tuple[str, str]]:
    """Give the scores of a response as fields of the form: a page carries them, so that nobody has to keep them."""
    questions = about.instrument.questions
    found = [(question.id, own_result.score(about.instrument, response, n)) for n, question in enumerate(questions)]
    return [(f"s-{name}", str(given)) for name, given in found if given is not None]
