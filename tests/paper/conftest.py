"""Questionnaires of every kind that a form must hold, and a way to read a PDF back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pikepdf
import pytest

from greenshoots import instruments
from greenshoots.core.instruments.model import Enabler, Group, Instrument, Scale, ScoreEach, Statement

ENGLISH = instruments.load("enabling-conditions")
WELSH = instruments.load("enabling-conditions", language="cy")
SEVEN_POINTS = replace(
    ENGLISH,
    scale=Scale(1, 7, {1: "Not at all", 4: "Somewhat", 7: "Completely"}, "I cannot tell"),
    score_each=ScoreEach.STATEMENT,
    enablers=tuple(
        replace(enabler, statements=(*enabler.statements[:2], Statement(enabler.statements[2].text, reverse=True)))
        for enabler in ENGLISH.enablers
    ),
)
ELEVEN_POINTS = replace(ENGLISH, scale=Scale(0, 10, {0: "Never", 10: "Always"}, "Not sure"))
THREE_POINTS = replace(
    ENGLISH,
    scale=Scale(-1, 1, {-1: "Less", 0: "The same", 1: "More"}, "Not sure"),
    enablers=ENGLISH.enablers[:3],
)
ARABIC = Instrument(
    id="arabic",
    version="1.0",
    title="أسئلة عن عملنا معاً",
    short_title="عملنا معاً",
    source="",
    score_each=ScoreEach.ENABLER,
    language="ar",
    scale=Scale(1, 5, {1: "أعارض بشدة", 5: "أوافق بشدة"}, "لست متأكداً"),
    groups=(Group("all", "طريقة التفكير", "ما نؤمن به."),),
    enablers=tuple(
        Enabler(f"e{number}", number, "all", title, title, (Statement(f"{title} نعمل معاً مع شركائنا كل يوم."),))
        for number, title in enumerate(("نظرة شاملة", "فهم المخاطر", "رؤية طويلة"), start=1)
    ),
)
LONG_NAMES = replace(
    ENGLISH,
    language="de",
    enablers=tuple(
        replace(
            ENGLISH.enablers[place % 11],
            id=f"long-{place}",
            number=place + 1,
            group=ENGLISH.groups[place // 7].id,
            axis="Zusammenarbeitsverpflichtungen der Nachbarschaftsorganisationen",
        )
        for place in range(20)
    ),
)
EVERY = {
    "english": ENGLISH,
    "welsh": WELSH,
    "seven-points-a-statement": SEVEN_POINTS,
    "eleven-points": ELEVEN_POINTS,
    "three-points": THREE_POINTS,
    "arabic": ARABIC,
    "twenty-long-names": LONG_NAMES,
}


@pytest.fixture(params=EVERY.values(), ids=EVERY.keys())
def questionnaire(request: pytest.FixtureRequest) -> Instrument:
    """Return each kind in turn."""
    found: Instrument = request.param
    return found


@pytest.fixture(params=[name for name in EVERY if name != "arabic"])
def readable(request: pytest.FixtureRequest) -> Instrument:
    """Return each kind whose letters do not join: joined ones are not read back one by one."""
    return EVERY[request.param]


@pytest.fixture
def named() -> Callable[[str], Instrument]:
    """Return one kind by its name."""
    return EVERY.__getitem__


@pytest.fixture
def read_back() -> Callable[[bytes], list[str]]:
    """Return the text of each page of a PDF, without its spaces."""

    def read(content: bytes) -> list[str]:
        with pikepdf.open(io.BytesIO(content)) as document:
            return ["".join(_shown(page)) for page in document.pages]

    return read


def _shown(page: pikepdf.Page) -> Iterator[str]:
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
    current: dict[str, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else [operands[0]]
            for part in parts:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part).hex()
                    yield "".join(current.get(codes[at : at + 4], "") for at in range(0, len(codes), 4)).replace(
                        " ", ""
                    )


def _letters(font: pikepdf.Object) -> dict[str, str]:
    """Read which letters the codes of a font stand for."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[str, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letters in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            found[code.lower()] = bytes.fromhex(letters).decode("utf-16-be")
    return found
