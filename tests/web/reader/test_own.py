"""What people read of their own answers is true of them, in both languages."""

from __future__ import annotations

import random
import re
from fractions import Fraction

import pytest
from django.utils import translation
from tests.reader import studies

from greenshoots import speech
from greenshoots.core import translation as voice
from greenshoots.core.instruments.model import Instrument
from greenshoots.web.collect.participants import own_result
from greenshoots.web.collect.responses.response import Response

EVERY = "You gave the same score to every enabler you scored: %(score)s."
ENDS = "Your highest scores: %(highest)s. Your lowest scores: %(lowest)s."
NOTHING = "You did not give any scores."
UNSURE, SKIPPED = 255, 254


def means(instrument: Instrument, scores: bytes) -> dict[str, Fraction]:
    """Return the average that somebody gave to each enabler that they scored."""
    given: dict[str, list[int]] = {}
    for question, byte in zip(instrument.questions, scores, strict=True):
        if byte < instrument.scale.size:
            place = instrument.scale.size - 1 - byte if question.reverse else byte
            given.setdefault(question.enabler.axis, []).append(instrument.scale.minimum + place)
    return {axis: Fraction(sum(found), len(found)) for axis, found in given.items()}


def pattern(message: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"%\\?\((\w+)\\?\)s", r"(?P<\1>.+?)", re.escape(translation.gettext(message))))


def listed(text: str) -> set[str]:
    return set(re.findall("|".join(studies.STONES), text))


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("seed", range(60))
def test_highest_and_lowest_of_one_person_hold(seed: int, language: str):
    dice, instrument = random.Random(seed), studies.make(seed, largest=3).last.instrument
    few = dice.choice(
        ([dice.randrange(instrument.scale.size)], [*range(instrument.scale.size), UNSURE, SKIPPED], [UNSURE])
    )
    scores = bytes(dice.choice(few) for _ in instrument.questions)
    with translation.override(language), voice.using(speech.voice(language)):
        said = own_result.of(instrument, Response(scores)).sentence
        every, ends, nothing = (pattern(message).fullmatch(said) for message in (EVERY, ENDS, NOTHING))
    real = means(instrument, scores)
    if nothing:
        assert not real
    elif every:
        assert len(set(real.values())) == 1
        assert abs(Fraction(every["score"]) - next(iter(real.values()))) <= Fraction(1, 20)
    else:
        assert ends, said
        assert listed(ends["highest"]) == {axis for axis, mean in real.items() if mean == max(real.values())}
        assert listed(ends["lowest"]) == {axis for axis, mean in real.items() if mean == min(real.values())}
