"""Every button, link and page that a tutorial or a how-to guide names is there, in these words.

The set-up of a diagnostic once had a button “Begin” that a tutorial still told people to press long after it was gone.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from tests.test_docs import DOCS, FENCE, name, read, script

GUIDES = sorted(path for folder in ("tutorial", "how-to") for path in (DOCS / folder).glob("*.md"))

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")

NO_LABELS = {
    "12 of 30 people": "an example of a sentence from the results, with its numbers",
    "There is no clear change": "a sentence of the report without the enablers that come before it",
    "Not compared": "how the report names what it did not compare; it is part of several sentences",
    "Elected member and Partner together (7 people)": "an example with the choices of a group question",
    "covers about 95%": "an example with a number",
    "this computer": "what a name on the network means",
    "we": "a word of the questionnaire",
    "- ": "what starts a list in the library",
}
"""Words in quotation marks that are no label, each with what they are."""


@cache
def catalogue() -> tuple[str, ...]:
    """Return every message of pages, documents and charts, without its marks at the end."""
    make_catalogue = script(DOCS / "make_catalogue.py")
    messages = [
        form
        for message in (*make_catalogue.results(), *make_catalogue.pages())
        for form in ((message.words,) if isinstance(message.words, str) else message.words)
    ]
    return tuple(plain(message) for message in messages)


def plain(words: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", words).split()).rstrip(".:?")


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Return a pattern for each message that has a name or a number put into it."""
    return tuple(
        re.compile(".+".join(re.escape(piece) for piece in PLACEHOLDER.split(message)))
        for message in catalogue()
        if PLACEHOLDER.search(message) and len(PLACEHOLDER.sub("", message)) > 8
    )


def is_on_a_page(label: str) -> bool:
    return plain(label) in catalogue() or any(pattern.fullmatch(plain(label)) for pattern in patterns())


def labels(page: Path) -> list[str]:
    """Return the words of a page that are bold or in quotation marks, which is how the guides write labels."""
    prose = re.sub(r"`[^`\n]*`|!\[[^\]]*\]\([^)]*\)|^#.*$", "", FENCE.sub("", read(page)), flags=re.MULTILINE)
    text = " ".join(prose.split())
    return re.findall(r"\*\*(.+?)\*\*", text) + re.findall(r"“([^”]+)”", text)


@pytest.mark.parametrize("page", GUIDES, ids=name)
def test_every_label_in_a_guide_is_on_a_page(page: Path) -> None:
    assert [label for label in labels(page) if label not in NO_LABELS and not is_on_a_page(label)] == []


def test_guides_name_labels() -> None:
    assert sum(len(labels(page)) for page in GUIDES) > 100


def test_each_exception_is_still_needed() -> None:
    named = {label for page in GUIDES for label in labels(page)}
    assert [words for words in NO_LABELS if words not in named or is_on_a_page(words)] == []


@pytest.mark.parametrize("label", ["Begin", "Ways in", "Reveal the results", "Take off"])
def test_a_label_that_is_gone_is_noticed(label: str) -> None:
    assert not is_on_a_page(label)
