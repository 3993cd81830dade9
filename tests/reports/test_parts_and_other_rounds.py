"""Documents about a part of a round, and about rounds that did not ask the same: nothing breaks, nothing is made up."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest

from greenshoots import instruments
from greenshoots.core.analysis import findings
from greenshoots.core.answers import Answers, Column
from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.disclosure.release import Release
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.results import Study
from greenshoots.reports import html, pictures, plain_text
from greenshoots.reports.contents import chapters
from greenshoots.reports.outline import Outline

Publish = Callable[..., Release]


def read(outline: Outline) -> str:
    return " ".join(plain_text.render(outline).split())


@pytest.fixture(scope="module")
def publish() -> Publish:
    def make(of: Instrument, *, seed: int = 1, protection: Protection = Protection.PROTECTED) -> Release:
        rng = np.random.default_rng(seed)
        scores = rng.integers(0, of.scale.size, (len(of.questions), 43)).astype(np.int8)
        role = Column("role", ("Frontline", "Manager", "Partner"), np.repeat([0, 1, 2], [22, 18, 3]).astype(np.int32))
        answers = Answers.collect(of, of.questions, scores, columns={"role": role})
        return release.publish(answers, Policy(protection, groups=("role",)))

    return make


@pytest.fixture(scope="module")
def asked() -> Instrument:
    return instruments.load("enabling-conditions")


def test_a_round_that_asked_other_enablers_is_drawn_with_a_gap(publish: Publish, asked: Instrument) -> None:
    before = dataclasses.replace(asked, version="0.9", enablers=asked.enablers[:8])
    results = findings.summarise({"1": publish(before, seed=2), "2": publish(asked)})
    drawn = pictures.draw_all(results)
    assert set(drawn) == {"spider", "strips", "gaps-role", "change"}
    last = drawn["change"].table.rows[-1]
    assert (last[1], last[3]) == (None, "not compared")
    text = read(chapters.write(results))
    assert "it was not asked in both rounds" in text
    assert "one side has too few people" not in text


def test_a_part_has_a_document_of_its_own(publish: Publish, asked: Instrument) -> None:
    study = Study(asked_by_group={"role": {"Manager": 30}})
    results = findings.of_part(publish(asked), {"role": ["Frontline"]}, study)
    drawn = pictures.draw_all(results)
    assert set(drawn) == {"spider", "strips"}
    assert "Frontline" in drawn["spider"].svg
    outline = chapters.write(results)
    assert outline.title == "What 22 people said"
    assert "Frontline and everyone else" in read(chapters.summary(results))
    assert "<h1" in html.render(outline)


def test_a_hidden_part_says_that_too_few_answered_and_no_number(publish: Publish, asked: Instrument) -> None:
    results = findings.of_part(publish(asked), {"role": ["Partner"]})
    assert results.everyone.state is State.HIDDEN
    outline = chapters.write(results)
    assert outline.title == "Partner: too few people to show"
    assert ("Answered", "too few people to show") in outline.facts
    assert " 0 people" not in read(outline)
    assert pictures.draw_all(results) == {}


def test_named_results_say_that_people_signed(publish: Publish, asked: Instrument) -> None:
    results = findings.summarise({"": publish(asked, protection=Protection.NAMED)})
    outline = chapters.write(results)
    assert outline.footer.startswith("Named: people knew before they answered that their names would be kept")
    assert not outline.unprotected
    assert "a group of one shows what that person answered" in read(outline)
    assert results.groups[0].sets[2].n == 3
