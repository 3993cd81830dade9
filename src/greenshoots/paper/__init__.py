"""Forms to print and fill in with a pen, by ear or by touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.instruments.model import Instrument
from greenshoots.paper import content, plain

Style = Literal["normal", "large-print", "text", "braille"]

SUFFIXES: Mapping[Style, str] = {"normal": ".pdf", "large-print": ".pdf", "text": ".txt", "braille": ".brf"}


def form(
    instrument: Instrument,
    *,
    style: Style = "normal",
    groups: Mapping[str, Sequence[str]] | None = None,
    title: str = "",
    place: str = "",
    note: str = "",
    k: int = Policy().k,
) -> bytes:
    """Return a blank form.

    Arguments:
        instrument: The questionnaire.
        style: *normal* and *large-print* are PDF to print, *text* is UTF-8, *braille* is for an embosser.
        groups: Respondent groups to ask for, each with its choices.
        title: The subject, such as *Adult social care*.
        place: The place that asks.
        note: A sentence for the first page, such as where to hand the form in.
        k: The smallest group that is shown, as the first page promises.

    Raises:
        PolicyError: k is too small to protect anyone.
        MissingToolError: liblouis is missing for Braille, or no installed font has the script.
    """
    sheet = content.write(instrument, Policy(k=k), groups=groups or {}, title=title, place=place, note=note)
    if style == "text":
        return plain.render(sheet).encode()
    if style == "braille":
        from greenshoots.paper import tactile

        return tactile.render(sheet)
    # Imported here: the typesetter is heavy, and text needs none.
    from greenshoots.paper import printed

    return printed.render(sheet, instrument, large_print=style == "large-print")


def suffix(style: Style) -> str:
    """Return the ending of a form's file name."""
    return SUFFIXES[style]
