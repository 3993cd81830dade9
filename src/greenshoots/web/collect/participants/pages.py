"""The pages on which people answer, as HTML. Each is small, sets no cookie and loads nothing from another host."""

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
from greenshoots.web.collect.participants.page_data import NAME_MOST, WORDS_MOST, FormFault, Given, PageData
from greenshoots.web.collect.responses.hooks import SignedTable
from greenshoots.web.collect.responses.response import Outcome, outcome_sentence

if TYPE_CHECKING:
    from greenshoots.core.results import Results
    from greenshoots.web.collect.responses.response import Response


@dataclass(frozen=True, slots=True)
class FaultLink:
    """A fault in the summary at the top of a page, and the field that it links to."""

    sentence: str
    target: str


def interface(language: str) -> str:
    """Return the language of the page's own texts: English where they are not translated into the one asked for."""
    known = {code for code, _name in settings.LANGUAGES}
    short = language.split("-")[0].lower()
    return language if language in known else short if short in known else settings.LANGUAGE_CODE


def _page(template: str, about: PageData | None, values: Mapping[str, Any], faults: Sequence[FormFault] = ()) -> str:
    language = about.language if about else translation.get_language() or settings.LANGUAGE_CODE
    spoken = interface(language)
    several = about is not None and len(about.languages) > 1
    with translation.override(spoken), core_translation.using(speech.voice(spoken)):
        context: dict[str, Any] = {
            "about": about,
            "interface": spoken,
            "direction": "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr",
            "style": assets.address("answer.css"),
            "script": assets.address("answer.js"),
            "faults": [FaultLink(fault.sentence, _target(fault.field, about)) for fault in faults],
            "offered": about.languages if about and several and values.get("fresh") else (),
            "query": f"?lang={language}" if several else "",
            "draft": about is not None and explanations.is_draft(about, spoken),
            "spoken": about.instrument.language if about else spoken,
        }
        # Functions are called here, so that their sentences come out in the page's language.
        for name, value in values.items():
            context[name] = value() if callable(value) else value
        return render_to_string(f"participants/{template}.html", context)


def _target(field: str, about: PageData | None) -> str:
    """Return the id that a fault links to: the first radio button, or the field itself."""
    if about is None or not field:
        return field
    if field == "viewpoint":
        return "viewpoint-0"
    if field == "words-for":
        return "words-for-1"
    if field.startswith("s-"):
        return f"{field}-{about.instrument.scale.minimum}"
    first_choices = {f"g-{group.code}": group.choices[0].number for group in about.groups if group.choices}
    return f"{field}-{first_choices[field]}" if field in first_choices else field


def answer(
    about: PageData,
    *,
    code: str,
    action: str = "",
    given: Given | None = None,
    faults: Sequence[FormFault] = (),
    returning: bool = False,
) -> str:
    """Return the page with the form.

    Arguments:
        about: The round and its questions.
        code: The private code; in an empty form it appears once, near the end, in groups of four.
        action: The address the form is sent to; empty for the address the page was fetched from.
        given: The answers to fill in.
        faults: The answers to correct.
        returning: True where the person came back with their private code; they can delete their answers too.
    """
    values = {
        "sheet": lambda: form_layout.lay_out(about, given, faults),
        "parts": len(about.instrument.enablers),
        "minutes": lambda: explanations.minutes(about),
        "who_sees": lambda: explanations.who_sees(about),
        "look_through": lambda: explanations.look_through(about.viewpoints[0]) if len(about.viewpoints) == 1 else "",
        # Near the end of the template, and once: all that comes before it is compressed once for every reader.
        "code": codes.spaced(code),
        "action": action,
        "filled": given is not None,
        "fresh": given is None,
        "returning": returning,
        "words_most": WORDS_MOST,
        "name_most": NAME_MOST,
    }
    return _page("answer", about, values, faults)


def check(about: PageData, code: str, given: Given, action: str = "") -> str:
    """Return the page on which people check their answers before they send them."""
    values = {
        "sheet": lambda: form_layout.lay_out(about, given),
        "lines": lambda: review.lines(about, given),
        # Answers that are not sent yet travel in the form: none of them is on the server (decision 11).
        "kept": [(name, value) for name, value in given.fields.items() if review.is_answer(name) and value],
        "unconfirmed": given.blank and not given.get("confirm-blank"),
        "code": codes.spaced(code),
        "action": action,
    }
    return _page("check", about, values)


def thanks(about: PageData, code: str, response: Response, outcome: Outcome) -> str:
    """Return the thank-you page: the private code, the person's own scores, and what happens next."""
    # On a shared device the next person can send the form again from the history, and must not see these answers.
    again = about.shared and outcome is Outcome.SAME
    values = {
        "sentence": lambda: outcome_sentence(outcome),
        "code": "" if again else codes.spaced(code),
        "own": lambda: None if again else own_result.of(about.instrument, response),
        "next_steps": lambda: explanations.next_steps(about),
        "sits": bool(about.results_address) and about.afterwards == "results",
        "scores": review.scores(about, response),
    }
    if again:
        values |= {"sits": False, "scores": ()}
    return _page("thanks", about, values)


def mine(about: PageData, fault: FormFault | None = None) -> str:
    """Return the page that asks for the private code, to see or change answers."""
    return _page("mine", about, {"fresh": True}, [fault] if fault else [])


def withdrawn(about: PageData) -> str:
    """Return the page that confirms that the answers were deleted."""
    return _page("withdrawn", about, {})


def told(about: PageData | None, status: int, heading: str, sentence: str, given: Given | None = None) -> str:
    """Return a page with one message: a round is closed, an address is not known, something went wrong.

    Arguments:
        given: Answers that were not saved, so that the person can copy them.
    """
    values = {"status": status, "heading": heading, "sentence": sentence}
    answered = [line for line in review.lines(about, given) if line.said] if about and given else []
    return _page("told", about, values | {"lines": answered})


def signed(about: PageData, table: SignedTable) -> str:
    """Return the page of scores with names, for people who signed."""
    return _page("signed", about, {"table": table})


def where(about: PageData, response: Response | None, results: Results) -> str:
    """Return the page that compares a person's scores with the results, or asks for the scores where there are none."""
    values = {
        "places": lambda: comparison_with_all.of(about.instrument, results, response) if response is not None else (),
        "protection": lambda: privacy_notice.protection_sentence(results.policy),
        "sheet": lambda: form_layout.lay_out(about, None),
    }
    return _page("where", about, values)


def front(fault: FormFault | None = None) -> str:
    """Return the page that asks for the code of a round."""
    return _page("front", None, {}, [fault] if fault else [])
