"""Nobody adds a sentence without a check: every message that results can say is registered, and none that is gone."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from tests.reader import reading
from tests.reader.claims import CLAIMS
from tests.reader.phrases import LISTS, PHRASES, Form, Message, With
from tests.reader.tables import CAPTIONS

ROOT = Path(__file__).resolve().parents[2]

loaded = importlib.util.spec_from_file_location("catalogue_of_reader", ROOT / "docs" / "make_catalogue.py")
assert loaded is not None
assert loaded.loader is not None
make_catalogue = importlib.util.module_from_spec(loaded)
sys.modules[loaded.name] = make_catalogue
loaded.loader.exec_module(make_catalogue)

SAID_ELSEWHERE: dict[str, tuple[Message, ...]] = {
    "a mark within numbers, or how lists are joined": (",", ".", "{others} and {last}", "{others} or {last}"),
    "a word by which a scale is recognised": ("agree", "disagree"),
    "the name of a set, which sentences are read with": ("Round {number}", "No one", "none"),
    "a heading; what stands beneath it is read": (
        "Summary", "What to talk about first", "The whole picture", "Responses", "Compare groups: {group}",
        "What many people are not sure about", "Change over time", "Who answered",
        "How people's answers are protected", "How to read this report", "What the terms mean",
        "The scale", "What this report cannot tell you",
        "Where the questions come from", "Agreed scores", "Terms in this report", "Term", "Meaning", "Enablers",
        "Compare groups", "Contents",
    ),
    "the label of a fact of the title page; the fact is read": (
        "Place", "Subject", "Viewpoint", "Dates", "Asked", "Answered", "Earlier round", "Compared by", "Questionnaire",
        "How answers are protected", "Language",
    ),
    "the head of a column; the numbers beneath it are read": (
        "Enabler", "Who", "Statement", "Scored", "Shown", "Agreed score", "Notes", "Differs from everyone else",
        "Change", "As a range", "Likely range (right 9 times in 10)", "Average, {round}", "Median", "At the median",
        "Within one point", "{column}, {round}", "Scores", "People",
    ),
    "how a format numbers or announces its own parts": (
        "{number} of {last}", "Page {number} of {last}", "Part {number} of {last}.", "Skip to the report",
        "Table: {caption}", "{caption}. The table shows the same numbers in large print.", "Important: {text}",
        "Picture: {text}", "Comment", "Question to talk about", "Important",
        "One row for each {what}. Columns: {columns}.",
    ),
    "the words of a part of a bar, whose numbers are read in the table beside it": ("{number} gave {points}",),
}  # fmt: skip
"""Messages that stand in no sentence of their own, by what they are."""

WORKBOOK = "reports/workbook"
"""Its words explain columns and sheets; its sentences and numbers are those of the report, from the same results."""


def registered() -> set[Message]:
    found = {message for message, _ in CLAIMS}
    for options in PHRASES.values():
        found |= {option.message if isinstance(option, With) else option for option in options}
    kinds = {*PHRASES, *LISTS, *LISTS.values()}
    return {message for message in found if not isinstance(message, Form) and message not in kinds}


def test_every_message_of_results_is_checked_or_says_why_not():
    assert reading.REGISTERED
    allowed = registered() | set(CAPTIONS) | {message for some in SAID_ELSEWHERE.values() for message in some}
    missing = {
        f"{found.file}: {found.words!r}"
        for found in make_catalogue.results()
        if found.words not in allowed and not found.file.startswith(WORKBOOK)
    }
    assert not missing, (
        "Register how each is checked (tests/reader/claims_*.py), or why it claims nothing:\n"
        + "\n".join(sorted(missing))
    )


def test_no_message_is_registered_that_nobody_says():
    said = {found.words for found in make_catalogue.results()}
    stale = {message for message in registered() - said if message not in TERMINALS}
    assert not stale, f"Nothing says these any more: {stale}"


def test_each_message_that_is_not_checked_has_a_reason():
    silent = [claim for claim in CLAIMS.values() if claim.check is None]
    assert silent
    assert all(claim.reason for claim in silent)


TERMINALS = {"int", "dec", "name", "axis", "choice", "question", "round", "label", "place", "title"}
"""Kinds of facts that are numbers or names."""
