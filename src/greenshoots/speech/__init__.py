"""The words of results in languages other than English: one gettext catalogue each, made by docs/make_catalogue.py."""

from __future__ import annotations

import functools
import gettext
from importlib import resources

from greenshoots.core.translation import ENGLISH, Voice

DOMAIN = "greenshoots"
DRAFT = "draft"
"""How the team in the header of a catalogue begins until somebody who speaks the language at home has read it."""


def languages() -> tuple[str, ...]:
    """Give the languages that have a catalogue, by their tags; English needs none."""
    rooms = resources.files(__name__).iterdir()
    return tuple(sorted(room.name for room in rooms if room.joinpath("LC_MESSAGES", f"{DOMAIN}.mo").is_file()))


@functools.cache
def voice(language: str) -> Voice:
    """Give the voice of a language. What its catalogue does not have is said in English, sentence by sentence.

    Arguments:
        language: A tag such as ``cy`` or ``cy-GB``. A language without a catalogue speaks English.
    """
    code = language.split("-")[0].lower()
    if code not in languages():
        return Voice(language=ENGLISH)
    with resources.files(__name__).joinpath(code, "LC_MESSAGES", f"{DOMAIN}.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    return Voice(language=code, catalogue=catalogue, draft=catalogue.info().get("language-team", "").startswith(DRAFT))
