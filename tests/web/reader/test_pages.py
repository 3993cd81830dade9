"""The pages of results say nothing that was not read back and held against what people really answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

import html5lib
import numpy as np
import pytest
from tests.reader import finished, surfaces
from tests.reader.grammar import Grammar, Vocabulary
from tests.reader.reading import Reader
from tests.reader.studies import Case, Held
from tests.reader.tables import Tables
from tests.reader.test_finished import LEAVES, own_words
from tests.reader.test_it_is_complete import make_catalogue
from tests.reader.truth import Truth
from tests.web import making
from tests.web.cast import Cast
from tests.web.show.results.reading import TABS, As, url

from greenshoots.core import translation
from greenshoots.core.answers import SKIPPED, UNSURE
from greenshoots.reports.contents import chapters
from greenshoots.reports.outline import Outline
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import actions, queries
from greenshoots.web.collect.responses.models import PendingResponse
from greenshoots.web.show.results import page_context

NOT_SURE = 255
READ = tuple(tab for tab in TABS if tab != "documents/")
"""The page of documents lists files and says nothing of results."""

pytestmark = pytest.mark.django_db


def truth_of(round_: Round, people: Sequence[PendingResponse]) -> Truth:
    """Return what is true of a revealed round, from what its people had answered before they were erased."""
    released = queries.releases_of(round_)
    results = queries.results(round_)
    size = released.instrument.scale.size
    codes = {NOT_SURE: UNSURE}
    scores = np.array(
        [
            [byte if byte < size else codes.get(byte, SKIPPED) for byte in (person.scores[place] for person in people)]
            for place, _ in enumerate(released.instrument.questions)
        ],
        dtype=np.int8,
    )
    choices = {
        name: np.array([person.choices[place] for person in people], dtype=np.int32)
        for place, (name, _) in enumerate(released.groups)
    }
    held = Held("1", released.instrument, scores, choices, None, released)
    words = {enabler.id: [person.words for person in people if person.words] for enabler in held.instrument.enablers}
    return Truth(Case(0, (held,), results, 1, words))


def vocabulary(truth: Truth) -> Vocabulary:
    instrument, results = truth.case.last.instrument, truth.case.results
    groups = truth.case.last.released.groups
    return Vocabulary(
        enablers={enabler.axis: enabler.id for enabler in instrument.enablers},
        choices=tuple(choice for _, found in groups for choice in found),
        questions=tuple(form for name, _ in groups for form in (name, name.capitalize())),
        labels=(*instrument.scale.labels.values(), instrument.scale.unsure),
        places=(results.study.place,) if results.study.place else (),
        titles=tuple(filter(None, (instrument.title, instrument.short_title, instrument.source,
                                   *(enabler.title for enabler in instrument.enablers)))),
    )  # fmt: skip


def problems(outline: Outline, truth: Truth) -> list[str]:
    grammar = Grammar(translation.Voice(), vocabulary(truth))
    reader, tables = Reader(grammar), Tables(grammar)
    found = []
    for said in surfaces.outline(outline, truth):
        texts = said.texts if said.table is None else tables.texts(said.table)
        if texts is not None:
            found += reader.hold(texts, said.where, said.slot)
        elif said.table is not None:
            found += tables.hold(said.table, said.where)
    return [str(problem) for problem in found]


def of_the_web() -> list[re.Pattern[str]]:
    """Return patterns for what pages say of themselves: links, buttons, and how to use them."""
    found = []
    for message in make_catalogue.pages():
        for words in (message.words,) if isinstance(message.words, str) else message.words:
            pattern = re.sub(r"%\\\(\w+\\\)s|%\(\w+\)s", ".*", re.escape(finished.flat(re.sub(r"<[^>]+>", "", words))))
            if re.search(r"[^\W\d_]{2,}", re.sub(r"\.\*", "", pattern)):
                found.append(re.compile(pattern))
    return found


def of_main(page: bytes) -> list[str]:
    main = next(html5lib.parse(page.decode(), namespaceHTMLElements=False).iter("main"))
    for parent in [*main.iter()]:
        for part in [found for found in parent if found.get("class") == "helps"]:
            # Suggestions from the library speak of what others did, not of these answers.
            parent.remove(part)
    return [
        "".join(element.itertext())
        for element in main.iter()
        if element.tag in LEAVES and not any(inner.tag in LEAVES for inner in element.iter() if inner is not element)
    ]


@pytest.mark.parametrize(("people", "seed"), [(42, 1), (57, 4), (23, 2), (9, 3), (6, 5)])
def test_every_page_says_only_what_was_read(cast: Cast, as_: As, people: int, seed: int):
    round_ = making.diagnostic(cast.northvale).rounds.get()
    answered = making.people_answer(round_, people, seed=seed)
    actions.reveal(round_, by=cast.alice)
    round_.refresh_from_db()
    truth = truth_of(round_, answered)
    report, short = chapters.write(truth.case.results), chapters.summary(truth.case.results)
    assert "\n".join(problems(report, truth) + problems(short, truth)) == ""
    extra = [*page_context.opening(truth.case.results), *page_context.hidden(truth.case.results)]
    reader = Reader(Grammar(translation.Voice(), vocabulary(truth)))
    assert "\n".join(map(str, reader.hold(extra, surfaces.everywhere(truth)))) == ""
    read = finished.texts(report) | finished.texts(short) | set(extra)
    known, groups = vocabulary(truth), truth.case.last.instrument.groups
    names = {*known.choices, *known.enablers, *known.titles, *(group.title for group in groups)}
    own = [*own_words(), *of_the_web()]
    for tab in READ:
        page = as_(cast.alice).get(url(round_, tab))
        assert page.status_code == 200, tab
        assert "\n".join(finished.left_over(of_main(page.content), read | names, own)) == "", tab
