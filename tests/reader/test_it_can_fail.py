"""The reader objects: to false sentences of every kind, to words that it does not know, and to false numbers in tables.

Each sentence stands beside a true one of the same kind, so that it is the falsehood that is objected to.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from tests.reader import held, studies, surfaces
from tests.reader.claims import Where
from tests.reader.studies import Case, Held
from tests.reader.truth import Truth

from greenshoots import speech
from greenshoots.core import translation
from greenshoots.core.analysis import findings
from greenshoots.core.answers import UNSURE, Answers, Column
from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.instruments.model import Enabler, Group, Instrument, Scale, ScoreEach, Statement
from greenshoots.core.results import Study
from greenshoots.reports.contents import chapters
from greenshoots.reports.outline import Table

ROLES = (8, 8, 4)
"""Crimson team, Indigo and Leaders and partners."""

NOW = {
    # Crimson team, Indigo, Leaders and partners: places on a scale from 1 to 5, counted from 0.
    "Agate": [4] * 6 + [3] * 2 + [0, 0, 0, 1, 0, 0, 1, 0] + [2, 2, 1, 3],
    "Beryl": [2, 3] * 10,
    "Coral": [1, 2, 3, 2] * 5,
    "Garnet": [UNSURE] * 8 + [1, 2, 3, 2] * 3,
}
BEFORE = {"Agate": [0, 1] * 10, "Beryl": [2, 3] * 10, "Coral": [0, 1, 0, 1, 2] * 4, "Garnet": [1, 2, 3, 2] * 5}


@cache
def truth() -> Truth:
    statements = (Statement("Statement."),)
    enablers = tuple(
        Enabler(name.lower(), n, "g", f"{name} in full", name, statements) for n, name in enumerate(NOW, start=1)
    )
    scale = Scale(1, 5, {1: "Strongly disagree", 5: "Strongly agree"}, "Cannot tell")
    instrument = Instrument(
        "made", "1", "Made up in full", "Made up", "Made for a test", ScoreEach.ENABLER, "en", scale,
        (Group("g", "All of them"),), enablers,
    )  # fmt: skip
    roles = np.repeat(np.arange(3), ROLES).astype(np.int32)
    policy = Policy(k=4, groups=("role",))
    rounds = []
    for key, scores in (("1", BEFORE), ("2", NOW)):
        given = np.array(list(scores.values()), dtype=np.int8)
        columns = {"role": Column("role", studies.QUESTIONS["role"], roles)}
        answers = Answers.collect(instrument, instrument.questions, given.copy(), columns=columns)
        rounds.append(Held(key, instrument, given, {"role": roles}, None, release.publish(answers, policy)))
    study = Study(asked=30, asked_by_round={"1": 40})
    results = findings.summarise({found.key: found.released for found in rounds}, study)
    return Truth(Case(0, tuple(rounds), results, 1))


def where(enabler: str | None = None, *, group: str | None = None, change: bool = False) -> Where:
    found = surfaces.everywhere(truth()).about(enabler=enabler, section="made up")
    if change:
        return found.about(sides=tuple(side for side in found.sides if side.kind == "round"))
    return found.about(sides=tuple(side for side in found.sides if side.first.name == group)) if group else found


def objections(*texts: str, at: Where, language: str = "en") -> list[str]:
    reader, _ = held.reader(language)
    return [str(problem) for problem in reader.hold(texts, at)]


def test_what_is_really_said_of_this_study_holds():
    said = surfaces.outline(chapters.write(truth().case.results), truth())
    held.none(held.problems(said, 0))


AGATE, GARNET = where("agate"), where("garnet")
NOTHING = (
    "No enabler stands out: with this number of people, the differences are small or could be chance. There may "
    "still be differences that we cannot see."
)
PROTECTED = (
    "Results are shown only for groups of at least {}. Where nearly everyone gives the same score, a range is shown."
)
PAIRS = [
    ("The highest average is 3.5, for “Beryl”.", "The highest average is 3.0, for “Agate”.", where()),
    ("The highest average is 3.5, for “Beryl”.", "The highest average is 3.4, for “Beryl”.", where()),
    ("The lowest average is 3.0, for “Agate”, “Coral” and “Garnet”.",
     "The lowest average is 3.0, for “Coral” and “Garnet”.", where()),
    ("The lowest average is 3.0, for “Agate”, “Coral” and “Garnet”.",
     "The lowest average is 3.5, for “Beryl”.", where()),
    ("The highest average is 3.5, for “Beryl”.", "Every enabler has an average of 3.5.", where()),
    ("The largest share of people who agree is 10 of 20 people, for “Beryl”.",
     "The largest share of people who agree is 5 of 20 people, for “Coral”.",
     where()),
    ("The largest share of people who agree is 10 of 20 people, for “Beryl”.",
     "The largest share of people who agree is 11 of 20 people, for “Beryl”.",
     where()),
    ("People chose “not sure” most often for “Garnet”: 8 of 20 people.",
     "People chose “not sure” most often for “Coral”: 8 of 20 people.", where()),
    ("People are split on “Agate”, so the dot is hollow.", "People are split on “Beryl”, so the dot is hollow.",
     where()),
    ("Scores go from 1 to 5.", "Scores go from 0 to 5.", where()),
    ("The dashed line shows Round 1.", "The dashed line shows Round 2.", where()),
    ("The average is 3.0 on a scale from 1 to 5.", "The average is 3.2 on a scale from 1 to 5.", AGATE),
    ("The average is 3.0 on a scale from 1 to 5.", "The average is between 2.9 and 3.0 on a scale from 1 to 5.",
     AGATE),
    ("The average is 3.0 on a scale from 1 to 5.", "The average is about 3.0 on a scale from 1 to 5.", AGATE),
    ("In this group, 9 of 20 people agree and 9 disagree.", "In this group, 9 of 20 people agree and 8 disagree.",
     AGATE),
    ("In this group, 9 of 20 people agree and 9 disagree.",
     "In this group, 9 of 20 people (about 45%) agree and 9 disagree.", AGATE),
    ("People are split: most scores are at one end or the other. 9 people scored low and 9 scored high.",
     "People are split: most scores are at one end or the other. 8 people scored low and 9 scored high.", AGATE),
    ("Typical distance from the middle answer: 0.5 points.", "Typical distance from the middle answer: 0.6 points.",
     where("beryl")),
    ("Typical distance from the middle answer: 0.5 points.", "All scores are the same.", where("beryl")),
    ("8 of 20 people were not sure. This is worth talking about.", "No one gave a score.", GARNET),
    ("8 of 20 people were not sure.", "7 of 20 people were not sure.", GARNET),
    ("At least a quarter of the answers are “not sure” for “Garnet”.",
     "At least a quarter of the answers are “not sure” for “Coral”.", where()),
    ("Start with both views: why might people score this high, and why might they score it low?",
     "A strength: what keeps it going?", AGATE),
    ("What is one thing that would move this up by one point, and who could do it?",
     "Shared concern: what would one point higher look like?", where("coral")),
    ("What to talk about first: “Agate”.", "What to talk about first: “Beryl”.", where()),
    ("What to talk about first: “Agate”.", NOTHING, where()),
    ("The average of all enablers is 3.1.", "The average of the enablers that are shown is 3.1.", AGATE),
    ("Scores clearly differ on “Agate”. Crimson team: 4.8. Everyone else: 1.8.",
     "Scores differ on “Agate”. Crimson team: 4.8. Everyone else: 1.8.", where(group="Crimson team")),
    ("Scores clearly differ on “Agate”. Crimson team: 4.8. Everyone else: 1.8.",
     "Scores clearly differ on “Agate”. Crimson team: 1.8. Everyone else: 4.8.", where(group="Crimson team")),
    ("Scores clearly differ on “Agate”. Crimson team: 4.8. Everyone else: 1.8.",
     "Scores clearly differ on “Beryl”. Crimson team: 3.5. Everyone else: 3.5.", where(group="Crimson team")),
    ("Crimson team and everyone else on “Garnet”: not compared, because one side has too few people to show.",
     "There is no clear difference between Crimson team and everyone else on any of the 4 enablers.",
     where(group="Crimson team")),
    ("“Coral” went up, from 1.8 to 3.0: a clear change.", "“Coral” went down, from 1.8 to 3.0: a clear change.",
     where(change=True)),
    ("“Coral” went up, from 1.8 to 3.0: a clear change.", "“Coral” went up, from 1.8 to 2.9: a clear change.",
     where(change=True)),
    ("“Coral” went up, from 1.8 to 3.0: a clear change.", "There is no clear change on any of the 4 enablers.",
     where(change=True)),
    ("Round 1: 20 of 40 people (about 50%) answered.", "Round 1: 20 of 40 people (about 55%) answered.", where()),
    ("20 of 30 people (about 65%) answered.", "Everyone answered: 20 people.", where()),
    ("20 of 30 people (about 65%) answered.", "These results may not reflect the people who did not answer.", where()),
    (PROTECTED.format("4 people, fewer than the usual 5"), PROTECTED.format("5 people"), where()),
]  # fmt: skip


@pytest.mark.parametrize(("true", "false", "at"), PAIRS, ids=[false for _, false, _ in PAIRS])
def test_it_lets_the_true_sentence_pass_and_objects_to_the_false_one(true: str, false: str, at: Where):
    assert objections(true, at=at) == []
    assert objections(false, at=at)


def test_it_objects_to_a_sentence_that_nobody_registered():
    assert "No registered message" in objections("“Agate” is the best of all.", at=where())[0]


def test_it_objects_to_words_that_are_put_before_or_after_a_sentence_it_knows():
    assert objections("Scores go from 1 to 5. Well done!", at=where())
    assert objections("Sadly, scores go from 1 to 5.", at=where())


def test_it_objects_to_false_sentences_in_welsh():
    with translation.using(speech.voice("cy")):
        true = translation.say("Scores go from {minimum} to {maximum}.", minimum=1, maximum=5)
        false = translation.say("Scores go from {minimum} to {maximum}.", minimum=1, maximum=6)
    assert true != "Scores go from 1 to 5."
    assert objections(true, at=where(), language="cy") == []
    assert objections(false, at=where(), language="cy")


def rows(*cells: object) -> Table:
    header = ("Enabler", "Average", "Scored", "Not sure")
    return Table("Averages", header, (cells,))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cells", [("1. Agate", 3.2, 20, 0), ("1. Agate", 3.0, 19, 0), ("4. Garnet", 3.0, 12, 7), ("2. Agate", 3.0, 20, 0)]
)
def test_it_objects_to_false_numbers_in_a_table(cells: tuple[object, ...]):
    _, tables = held.reader("en")
    assert not list(tables.hold(rows("1. Agate", 3.0, 20, 0), where()))
    assert list(tables.hold(rows(*cells), where()))
