"""The English of the house: what pages, documents, mails and docs say, and how code is described.

The words to avoid, and why, stand in CONTRIBUTING.md under “The words of the house”.
"""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "greenshoots"

loaded = importlib.util.spec_from_file_location("make_catalogue", ROOT / "docs" / "make_catalogue.py")
assert loaded is not None
assert loaded.loader is not None
make_catalogue = importlib.util.module_from_spec(loaded)
sys.modules["make_catalogue"] = make_catalogue
loaded.loader.exec_module(make_catalogue)


AVOIDED = {
    # Names that pages had before people who tried them said what they would call them.
    r"\bways? in\b(?! which)": "Invite people",
    r"\bmak(e|es|ing) (an?|the|another|your|their) (account|place|diagnostic|workshop)\b": "create",
    r"\bbring(ing)? in (an?|the|your) (file|answers|responses|archive|form)\b": "import",
    r"\btyp(e|ed|ing) in a sheet\b": "enter a paper form",
    r"\btak(e|es|ing) everything with you\b": "download everything",
    r"\b(take|takes|taking|taken) off\b": "remove",
    r"\bbeing set up\b": "draft",
    r"\bwork(s|ed)? (the preview )?out again\b": "update",
    r"(?-i:\bIn words\b)": "summary",
    r"(?-i:\bBetween groups\b)": "compare groups",
    r"(?-i:\bBetween rounds\b)": "change over time",
    r"\bstrengthen this\b|\bchoose what to strengthen\b": "make this a priority",
    r"\bpeople are coming in\b": "waiting for people to join",
    r"\btake the last step back\b": "undo",
    r"\bload (it |the page )?again\b": "refresh",
    r"\bwhat came out\b": "workshop record",
    r"\bof whom\b": "who are you asking?",
    r"\b(is|are|be|was) given away\b": "could be worked out",
    r"\bin no order\b|\bjoined to no\b": "in random order, not linked to scores",
    r"\bin \d+ of 10 such pairs\b|\bpick one person from each at random\b": "say the averages",
    r"\baway from the middle answer\b": "typical distance from the middle answer",
    r"\bmost agree\b": "scores are close together",
    r"\btwo camps\b": "split",
    r"\bmake (it |this )?good\b|\bmend(s|ed|ing)?\b": "fix",
    r"\bsheets? (of paper|typed)\b|\bpaper sheets?\b": "paper form",
    # Stand-ins for a noun: say who it is.
    r"\b(some|any)body\b|\bsomebody[’']s\b": "name the person",
    r"\bwho(so)?ever\b": "name the person",
    r"\bwhom\b": "who",
    r"\bnobody else[’']s\b": "name the person",
    r"\bof (its|their|your|our|her|his|my) own\b": "their, your, separate",
    r"\bwhat became of\b": "what happened next",
    r"\bsuch (a|an|as it)\b(?! way that)(?! that)": "this",
}
"""Patterns that no text of the product has, each with what to say instead."""

KEPT: dict[str, str] = {}
"""Sentences that may have one of them, each with its reason."""


@dataclass(frozen=True)
class Text:
    """A text with where it stands."""

    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}: {self.words}"


def messages() -> Iterator[Text]:
    """Yield every message of documents and pages."""
    for message in (*make_catalogue.results(), *make_catalogue.pages()):
        forms = message.words if isinstance(message.words, tuple) else (message.words,)
        yield from (Text(message.file, form) for form in forms)


def command_line() -> Iterator[Text]:
    """Yield what the command line says: its help, and the strings that it prints."""
    for path in sorted((SOURCE / "cli").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
                yield Text(f"cli/{path.name}", node.value)


def questionnaires() -> Iterator[Text]:
    """Yield the texts of shipped questionnaires and of the library."""
    for folder in ("instruments", "library"):
        for path in sorted((SOURCE / folder).rglob("*")):
            if path.suffix in {".toml", ".md"} and ".cy." not in path.name and "earlier" not in path.parts:
                yield from (Text(path.name, line) for line in path.read_text(encoding="utf-8").splitlines())


def documentation() -> Iterator[Text]:
    """Yield the paragraphs of the docs without code, quotations and links' targets."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    for path in sorted(page for page in pages if "decisions" not in page.parts):
        text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        text = re.sub(r"`[^`]*`|\]\([^)]*\)|^>.*$", "", text, flags=re.MULTILINE)
        for paragraph in re.split(r"\n\s*\n", text):
            yield Text(str(path.relative_to(ROOT)), " ".join(paragraph.split()))


SURFACES = {
    "messages": messages,
    "command line": command_line,
    "questionnaires": questionnaires,
    "documentation": documentation,
}


@pytest.mark.parametrize("surface", SURFACES)
def test_texts_use_the_words_of_their_readers(surface: str):
    texts = list(SURFACES[surface]())
    assert len(texts) > 50
    found = [
        f"{text}  →  {better}"
        for text in texts
        for pattern, better in AVOIDED.items()
        if (match := re.search(pattern, text.words, re.IGNORECASE))
        and not any(kept in text.words and match[0] in kept for kept in KEPT)
    ]
    assert found == []


def test_each_exception_is_still_needed():
    everything = "\n".join(text.words for surface in SURFACES.values() for text in surface())
    assert [sentence for sentence in KEPT if sentence not in everything] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Somebody has answered.",
        "Take off the list",
        "Words are read by whoever runs it.",
        "Make an account",
        "It has a page of its own.",
        "In 3 of 10 such pairs the first is higher.",
    ],
)
def test_the_patterns_find_what_they_are_for(sentence: str):
    assert any(re.search(pattern, sentence, re.IGNORECASE) for pattern in AVOIDED)


# Docstrings and lines

STALE = ("Give", "Tell", "Say", "Let", "Put")


@cache
def first_lines() -> tuple[Text, ...]:
    """Return the first line of every docstring of a function in the program."""
    lines: list[Text] = []
    for path in sorted(SOURCE.rglob("*.py")):
        where = path.relative_to(SOURCE)
        lines += [
            Text(f"{where}:{node.lineno}", text.splitlines()[0])
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and (text := ast.get_docstring(node))
        ]
    return tuple(lines)


def test_docstrings_name_what_a_function_does():
    stale = [text for text in first_lines() if text.words.split()[0] in STALE]
    assert len(first_lines()) > 1500
    assert len(stale) <= 0.02 * len(first_lines()), "\n".join(map(str, stale))


def test_a_line_of_a_template_has_at_most_160_characters():
    long = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in sorted(SOURCE.rglob("*"))
        if path.suffix in {".html", ".jinja"} and "templates" in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 160
    ]
    assert long == []


# Reading age

AGE = 12
"""The oldest that a reader of the participants' pages has to be, in years of schooling plus five."""


def reading_age(texts: list[str]) -> float:
    """Return the reading age of texts in years, by the automated readability index.

    4.71 letters a word + 0.5 words a sentence - 21.43 is the grade of a school in the United States (Smith and
    Senter, 1967, AMRL-TR-66-220); children enter grade 1 at the age of six. Placeholders count as a word of five.

    >>> round(reading_age(["The cat sat on the mat."]))
    0
    """
    text = " ".join(
        sentence if sentence.rstrip().endswith((".", "?", "!", ":")) else f"{sentence}." for sentence in texts
    )
    text = re.sub(r"%\(\w+\)s|\{\w+\}", "aaaaa", re.sub(r"<[^>]*>", " ", text))
    words = re.findall(r"[\w’'-]+", text)
    sentences = len(re.findall(r"[.?!:](?:\s|$)", text))
    letters = sum(len(re.findall(r"\w", word)) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43 + 5


def test_participants_can_read_their_pages_at_twelve():
    sentences = [text.words for text in messages() if text.where.startswith("collect/participants/")]
    # Labels of a word or two have no sentences to measure.
    long = [sentence for sentence in sentences if len(sentence.split()) >= 5]
    assert len(long) > 40
    assert reading_age(long) <= AGE
