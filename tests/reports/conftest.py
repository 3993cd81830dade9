"""Results of every shape a report has to cope with, made from invented answers."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from xml.etree.ElementTree import Element

import html5lib
import numpy as np
import pytest

from greenshoots import instruments
from greenshoots.core.analysis import findings
from greenshoots.core.answers import SKIPPED, UNSURE, Answers, Column, Remark
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.instruments.model import Enabler, Group, Instrument, Scale, ScoreEach, Statement
from greenshoots.core.results import Results, Study
from greenshoots.reports import html
from greenshoots.reports.contents import chapters
from greenshoots.reports.outline import Outline

ROLES = ("Frontline", "Manager", "Senior leader", "Partner", "Elected member")
STUDY = Study(
    subject="Adult social care",
    place="Northvale Council",
    viewpoint="Our organisation",
    dates="1 to 14 November 2026",
    asked=60,
    asked_by_round={"1": 55},
)
ARABIC = ("التفكير المنظومي", "إعادة تأطير المخاطر", "ثقافة التعاون", "تمكين الموظفين")
WORD = "Innovationsermöglichungsrahmenbedingungen"


@cache
def built_in() -> Instrument:
    return instruments.load("enabling-conditions")


def invented(
    number: int, *, points: tuple[int, int] = (1, 5), language: str = "en", each: str = "enabler"
) -> Instrument:
    """Invent an instrument of so many enablers in groups of four."""
    groups = tuple(Group(f"g{place}", f"Group {place + 1}", "") for place in range((number + 3) // 4))
    enablers = []
    for place in range(number):
        axis = ARABIC[place % 4] if language == "ar" else f"Enabler number {place + 1}"
        enablers.append(
            Enabler(
                id=f"enabler-{place + 1}",
                number=place + 1,
                group=groups[place // 4].id,
                title=f"{axis} & <what> it “means” #{WORD if place == 1 and language == 'de' else ''}".strip(),
                axis=WORD if place == 1 and language == "de" else axis,
                statements=(
                    Statement(f"{axis}: we do this *often* and $well$."),
                    Statement("We avoid it.", reverse=True),
                ),
            )
        )
    labels = {points[0]: "Strongly disagree", points[1]: "Strongly agree"}
    if language == "ar":
        labels = {points[0]: "لا أوافق بشدة", points[1]: "أوافق بشدة"}
    return Instrument(
        id="invented",
        version="0.1",
        title="An invented instrument",
        short_title="Invented",
        source="Invented for a test",
        score_each=ScoreEach(each),
        language=language,
        scale=Scale(*points, labels, "Not sure"),
        groups=groups,
        enablers=tuple(enablers),
        draft=language != "en",
    )


def make(
    *,
    people: int = 42,
    of: Instrument | None = None,
    rounds: int = 1,
    roles: bool = False,
    protection: str = "protected",
    k: int = 5,
    study: Study | None = None,
    comment: str = "It depends who chairs the panel.",
    comments: int = 4,
    seed: int = 1,
) -> Results:
    """Return results of a shape; the same arguments give the same results."""
    rng = random.Random(seed)
    of = of or built_in()
    total = people * rounds
    scores = np.array(
        [_scores(rng, of.scale.size, total, place) for place, _ in enumerate(of.questions)], dtype=np.int8
    )
    columns = {}
    if rounds > 1:
        names = tuple(str(number + 1) for number in range(rounds))
        columns["round"] = Column("round", names, np.repeat(np.arange(rounds), people).astype(np.int32))
    if roles:
        codes = np.array([rng.choices(range(5), [16, 10, 9, 4, 3])[0] for _ in range(total)], dtype=np.int32)
        columns["role"] = Column("role", ROLES, codes)
    rows = range(total - people, total)
    words = {
        enabler.id: [Remark(row, f"{comment} ({number + 1})") for number, row in enumerate(rows) if number < comments]
        for enabler in of.enablers[::2]
    }
    answers = Answers.collect(of, of.questions, scores, columns=columns, words=words if comments else {})
    policy = Policy(Protection(protection), k=k, groups=("role",) if roles else ())
    return findings.analyse(answers, policy, study if study is not None else replace(STUDY, asked=max(people, 60)))


def _scores(rng: random.Random, size: int, total: int, place: int) -> list[int]:
    if place % 7 == 3:  # two camps
        weights = [4.0, *[1.0] * (size - 2), 4.0]
    else:
        middle = (place * 3) % size
        weights = [1 / (1 + abs(point - middle)) ** 2 for point in range(size)]
    found = rng.choices(range(size), weights, k=total)
    gone = rng.choices((0, UNSURE, SKIPPED), (30, 10 if place % 5 == 1 else 1, 1), k=total)
    return [code or score for score, code in zip(found, gone, strict=True)]


SHAPES: dict[str, Callable[[], Results]] = {
    "one set": lambda: make(),
    "seven people": lambda: make(people=7, study=Study()),
    "everything hidden": lambda: make(people=4, roles=True),
    "nobody": lambda: make(people=0, comments=0, study=Study()),
    "groups and rounds": lambda: make(roles=True, rounds=2),
    "a large council": lambda: make(people=1200, roles=True, rounds=3),
    "open room": lambda: make(people=6, protection="open"),
    "not protected": lambda: make(people=9, roles=True, protection="none", rounds=2),
    "three enablers": lambda: make(of=invented(3)),
    "twenty enablers, long words": lambda: make(of=invented(20, language="de"), roles=True),
    "seven points from nought": lambda: make(of=invented(8, points=(0, 6))),
    "eleven points": lambda: make(of=invented(5, points=(0, 10)), roles=True),
    "three points, nearly agreed": lambda: make(of=invented(4, points=(1, 3)), people=8),
    "statements": lambda: make(of=invented(5, each="statement"), roles=True),
    "right to left": lambda: make(of=invented(7, language="ar"), roles=True, rounds=2),
    "Welsh": lambda: make(of=instruments.load("enabling-conditions", language="cy"), roles=True),
    "long comments": lambda: make(comment="Nothing ever stops; things are only added. " * 40, comments=9),
    "awkward comments": lambda: make(comment='<b>#import "x": *</b> & $x$ \\ `code` @you 🙂 {{ 1 }}', comments=5),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try every shape, or those that a module of slower tests names in its own SHAPES."""
    if "shape" in metafunc.fixturenames:
        metafunc.parametrize("shape", getattr(metafunc.module, "SHAPES", SHAPES), indirect=True, scope="session")


@pytest.fixture(scope="session")
def shape(request: pytest.FixtureRequest) -> Results:
    """Return results of each shape in turn."""
    return SHAPES[request.param]()


@pytest.fixture(scope="session")
def outline(shape: Results) -> Outline:
    """Return the report of each shape in turn."""
    return chapters.write(shape)


@pytest.fixture(scope="session")
def page(outline: Outline) -> str:
    """Return the page of each shape in turn."""
    return html.render(outline)


@pytest.fixture(scope="session")
def tree(page: str) -> Element:
    """Return the page of each shape as a tree; a page that is not valid HTML is an error."""
    found: Element = html5lib.HTMLParser(strict=True).parse(page)
    return found


@pytest.fixture(scope="session")
def made() -> Callable[..., Results]:
    """Return the function that makes results of any shape."""
    return make


@pytest.fixture(scope="session")
def whole() -> Results:
    """Return results with groups, two rounds and comments."""
    return make(roles=True, rounds=2)


@pytest.fixture(scope="session")
def shapes() -> dict[str, Callable[[], Results]]:
    """Return the functions that make each shape, for tests of slow formats that choose among them."""
    return SHAPES
