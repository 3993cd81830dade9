"""What a room reads of a vote, and how the average moved, is true of the scores that the room gave."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest
from tests.reader import studies
from tests.reader.claims import Where
from tests.reader.grammar import Grammar
from tests.reader.reading import Reader
from tests.reader.studies import Case, Held
from tests.reader.truth import Truth

from greenshoots import speech
from greenshoots.core import translation
from greenshoots.core.analysis import findings
from greenshoots.core.answers import UNSURE, Answers
from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.instruments.model import ScoreEach
from greenshoots.web.meet.workshops import view_model


@dataclass
class Vote:
    enabler: str
    turn: int
    people: int


@dataclass
class Shown:
    vote: Vote
    results: object
    whys: tuple[str, ...] = ()


def votes(seed: int) -> Iterator[tuple[Truth, Vote]]:
    """Return two votes of a room on one enabler, and what is true of each."""
    dice = random.Random(seed)
    instrument = next(
        found
        for n in range(seed * 50, seed * 50 + 50)
        if (found := studies.make(n, largest=3).last.instrument).score_each is ScoreEach.ENABLER
    )
    policy = Policy(dice.choice((Protection.PROTECTED, Protection.OPEN)), k=5)
    for turn in (1, 2):
        people = dice.randint(5, 30)
        some = dice.choice(
            (range(instrument.scale.size), (0, instrument.scale.size - 1), (1,), (1, 1, 1, 0), (UNSURE, 2))
        )
        given = np.full((len(instrument.questions), people), UNSURE, dtype=np.int8)
        given[0] = [dice.choice([*some]) for _ in range(people)]
        answers = Answers.collect(instrument, instrument.questions, given.copy())
        held = Held("1", instrument, given, {}, None, release.publish(answers, policy))
        results = findings.summarise({"1": held.released})
        yield Truth(Case(seed, (held,), results, 1)), Vote(instrument.enablers[0].id, turn, people)


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("seed", range(25))
def test_every_sentence_and_question_of_a_vote_holds(seed: int, language: str):
    reader = Reader(Grammar(speech.voice(language), studies.VOCABULARY)) if language == "cy" else english()
    for truth, vote in votes(seed):
        scale = truth.case.last.instrument.scale
        middle = (scale.minimum + scale.maximum) / 2
        with translation.using(speech.voice(language)):
            spread = view_model.spread(Shown(vote, truth.case.results), truth.case.last.instrument, (middle, middle))
        where = Where(truth, truth.everyone, vote.enabler, section="room", yardstick=Fraction(middle))
        said = [*spread.said, *filter(None, [spread.prompt])]
        assert [str(problem) for problem in reader.hold(said, where)] == []
        assert not any("everyone who" in text for text in said)


_ENGLISH: list[Reader] = []


def english() -> Reader:
    if not _ENGLISH:
        _ENGLISH.append(Reader(Grammar(translation.Voice(), studies.VOCABULARY)))
    return _ENGLISH[0]
