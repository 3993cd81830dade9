"""Every sentence, table and description of random studies is read back and held against what people answered.

The seeds are fixed, so that a failure is the same everywhere and every time. The usual run takes one in eleven of
2,000. The long one, which the weekly workflow makes, takes all of them, or others:

    LONG=1 python -m pytest tests/reader/test_random_sets.py -n auto
    LONG=1 READER_SETS=20000 READER_FIRST=100000 python -m pytest tests/reader/test_random_sets.py -n auto
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from tests.long import LONG
from tests.reader import held, studies, surfaces
from tests.reader.truth import Truth

from greenshoots import speech
from greenshoots.core import translation
from greenshoots.core.language import picture_sentences, sentences
from greenshoots.reports import exchange, pictures
from greenshoots.reports.contents import chapters

SETS, FIRST = int(os.environ.get("READER_SETS", "2000")), int(os.environ.get("READER_FIRST", "0"))
STEP = 1 if LONG else 11
"""One study of so many is read: it shares no factor with the cycles below, so that each kind still comes up."""

TOGETHER = 25 * STEP
IN_WELSH = 4
"""Every so manieth study is written in Welsh."""

BLANK = '<svg viewBox="0 0 10 10"></svg>'


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the drawings, which take far longer than all the words; other tests read what they say."""
    for name in ("spider_chart", "strips_chart", "gaps_chart", "change_chart", "distribution"):
        monkeypatch.setattr(getattr(pictures, name), "draw", lambda *_, **__: BLANK)


@pytest.mark.parametrize("first", range(FIRST, FIRST + SETS, TOGETHER))
def test_every_sentence_of_a_report_holds(first: int, quick: None):
    held.none(problem for seed in range(first, min(first + TOGETHER, FIRST + SETS), STEP) for problem in _report(seed))


def _report(seed: int) -> Iterator[object]:
    language = "cy" if seed % IN_WELSH == 0 else "en"
    with translation.using(speech.voice(language)):
        case = studies.make(seed)
        truth = Truth(case)
        said = [
            *surfaces.outline(chapters.write(case.results), truth),
            *surfaces.data(exchange.data(case.results), truth),
        ]
        if seed % 5 == 0:
            said += surfaces.outline(chapters.summary(case.results), truth)
        if seed % 7 == 0:
            said += _parts(truth)
    yield from held.problems(said, seed, language)


def _parts(truth: Truth) -> Iterator[surfaces.Said]:
    """Return what is said of each group and round by itself, enabler by enabler, as the pages of a part say it."""
    results = truth.case.results
    for group in results.groups:
        for part in group.sets:
            people = truth.group(group.name, part.name)
            yield from _of_part(part, surfaces.everywhere(truth).about(people=people, sides=(), section="part"))
    yield surfaces.Said(
        surfaces.everywhere(truth).about(section="no picture"),
        picture_sentences.spider_sentences(results, pictured=False),
    )


def _of_part(part: sentences.SetResult, where: surfaces.Where) -> Iterator[surfaces.Said]:
    instrument = where.truth.case.last.instrument
    for result in part.enablers:
        said = sentences.enabler_sentences(result, instrument, part)
        yield surfaces.Said(where.about(enabler=result.enabler.id), said)
    coverage = sentences.coverage_sentence(part)
    if coverage:
        yield surfaces.Said(where, (coverage,))
