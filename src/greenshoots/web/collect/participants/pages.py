"""The pages that people answer on, as text. Each is small, sets nothing and asks no other host."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from greenshoots import speech
from greenshoots.core import translation as core_translation
from greenshoots.core.disclosure import privacy_notice
from greenshoots.core.instruments.model import RIGHT_TO_LEFT
from greenshoots.web.base.site import codes
from greenshoots.web.collect.participants import (
    assets,
    comparison_with_all,
    explanations,
    form_layout,
    own_result,
    review,
)
from greenshoots.web.collect.participants.page_data import NAME_MOST, WORDS_MOST, About, Fault, Given
from greenshoots.web.collect.responses.hooks import Signed
from greenshoots.web.collect.responses.response import Outcome, outcome_sentence

if TYPE_CHECKING:
    from greenshoots.core.results import Results
    from greenshoots.web.collect.responses.response import Response


@dataclass(frozen=True, slots=True)
class Shown:
    """A fault as the summary at the top lists it, and the field that it leads to."""

    sentence: str
    target: str


def interface(language: str) -> str:
    """Give the language that the page's own words are in: English where there are none in the language asked for."""
    known = {code for code, _name in settings.LANGUAGES}
    short = language.split("-")[0].lower()
    return language if language in known else short if short in known else settings.LANGUAGE_CODE


def _page(template: str, about: About | None, facts: Mapping[str, Any], faults: Sequence[Fault] = ()) -> str:
    language = about.language if about else translation.get_language() or settings.LANGUAGE_CODE
    spoken = interface(language)
    several = about is not None and len(about.languages) > 1
    with translation.override(spoken), core_translation.using(speech.voice(spoken)):
        found: dict[str, Any] = {
            "about": about,
            "interface": spoken,
            "direction": "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr",
            "style": assets.address("answer.css"),
            "script": assets.address("answer.js"),
            "faults": [Shown(fault.sentence, _target(fault.field, about)) for fault in faults],
            "offered": about.languages if about and several and facts.get("fresh") else (),
            "query": f"?lang={language}" if several else "",
            "draft": about is not None and explanations.is_draft(about, spoken),
            "spoken": about.instrument.language if about else spoken,
        }
        for name, fact in facts.items():
            found[name] = fact() if callable(fact) else fact
        return render_to_string(f"participants/{template}.html", found)


def _target(field: str, about: About | None) -> str:
    """Give the id that a fault leads to: the first radio button, or the field itself."""
    if about is None or not field:
        return field
    if field == "viewpoint":
        return "viewpoint-0"
    if field == "words-for":
        return "words-for-1"
    if field.startswith("s-"):
        return f"{field}-{about.instrument.scale.minimum}"
    first = {f"g-{group.code}": group.choices[0].number for group in about.groups if group.choices}
    return f"{field}-{first[field]}" if field in first else field


def answer(
    about: About,
    *,
    code: str,
    action: str = "",
    given: Given | None = None,
    faults: Sequence[Fault] = (),
    returning: bool = False,
) -> str:
    """Give the page to answer on.

    Arguments:
        about: What it says.
        code: The private code; with nothing given it stands once, near the end, in groups of four.
        action: Where the form goes; empty for the address the page was fetched from.
        given: What it is filled in with.
        faults: What is to be put right.
        returning: True where somebody came back with their code; they may withdraw too.
    """
    facts = {
        "sheet": lambda: form_layout.lay_out(about, given, faults),
        "parts": len(about.instrument.enablers),
        "minutes": lambda: explanations.minutes(about),
        "who_sees": lambda: explanations.who_sees(about),
        "look_through": lambda: explanations.look_through(about.viewpoints[0]) if len(about.viewpoints) == 1 else "",
        "code": codes.spaced(code),
        "action": action,
        "filled": given is not None,
        "fresh": given is None,
        "returning": returning,
        "words_most": WORDS_MOST,
        "name_most": NAME_MOST,
    }
    return _page("answer", about, facts, faults)


def check(about: About, code: str, given: Given, action: str = "") -> str:
    """Give the page on which people read once more what they are about to send."""
    facts = {
        "sheet": lambda: form_layout.lay_out(about, given),
        "lines": lambda: review.lines(about, given),
        "kept": [(name, value) for name, value in given.fields.items() if review.is_answer(name) and value],
        "unconfirmed": given.blank and not given.get("confirm-blank"),
        "code": codes.spaced(code),
        "action": action,
    }
    return _page("check", about, facts)


def thanks(about: About, code: str, response: Response, outcome: Outcome) -> str:
    """Thank somebody: their private code, their own picture, and what happens next."""
    # The browser can send a form once more for the next person on a shared device: its history keeps what was sent.
    again = about.shared and outcome is Outcome.SAME
    facts = {
        "sentence": lambda: outcome_sentence(outcome),
        "code": "" if again else codes.spaced(code),
        "own": lambda: None if again else own_result.of(about.instrument, response),
        "next_steps": lambda: explanations.next_steps(about),
        "sits": bool(about.results_address) and about.afterwards == "results",
        "scores": review.scores(about, response),
    }
    if again:
        facts |= {"sits": False, "scores": ()}
    return _page("thanks", about, facts)


def mine(about: About, fault: Fault | None = None) -> str:
    """Ask for the private code, to come back to what was sent."""
    return _page("mine", about, {"fresh": True}, [fault] if fault else [])


def withdrawn(about: About) -> str:
    """Say that the answers are erased."""
    return _page("withdrawn", about, {})


def told(about: About | None, status: int, heading: str, sentence: str, given: Given | None = None) -> str:
    """Return a page with one message: a round is closed, an address is not known, something went wrong.

    Arguments:
        given: What a person sent and we did not keep: they can copy it.
    """
    facts = {"status": status, "heading": heading, "sentence": sentence}
    answered = [line for line in review.lines(about, given) if line.said] if about and given else []
    return _page("told", about, facts | {"lines": answered})


def signed(about: About, table: Signed) -> str:
    """Show those who signed what everybody signed."""
    return _page("signed", about, {"table": table})


def where(about: About, response: Response | None, results: Results) -> str:
    """Show somebody's scores beside what was released; ask for the scores where there are none."""
    facts = {
        "places": lambda: comparison_with_all.of(about.instrument, results, response) if response is not None else (),
        "protection": lambda: privacy_notice.protection_sentence(results.policy),
        "sheet": lambda: form_layout.lay_out(about, None),
    }
    return _page("where", about, facts)


def front(fault: Fault | None = None) -> str:
    """Ask for the short code of a round."""
    return _page("front", None, {}, [fault] if fault else [])
