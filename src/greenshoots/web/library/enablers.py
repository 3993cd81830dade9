"""The enablers that entries strengthen, in the language of the page."""

from __future__ import annotations

from functools import cache

from django.utils.translation import get_language

from greenshoots import instruments
from greenshoots.core.instrument import Instrument

BUILT_IN = "enabling-conditions"


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the enablers by group, in the order of the questionnaire, as a form takes them."""
    asked = _instrument(_language())
    return [
        (group.title, [(one.id, one.title) for one in asked.enablers if one.group == group.id])
        for group in asked.groups
    ]


def titles() -> dict[str, str]:
    """Give the title of each enabler by its id."""
    return {one.id: one.title for one in _instrument(_language()).enablers}


def _language() -> str | None:
    spoken = get_language()
    return spoken if spoken in instruments.languages(BUILT_IN) else None


@cache
def _instrument(language: str | None) -> Instrument:
    return instruments.load(BUILT_IN, language=language)
