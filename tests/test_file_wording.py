"""Every refusal and note about a file of answers is worded on the command line and on the pages, with its facts."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from typing import Any, get_args

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from greenshoots.cli import file_wording
from greenshoots.core.errors import AnswersError
from greenshoots.core.refusals import Note, Refusal
from greenshoots.tabular import ColumnRead, DropReason, NoteCode, RefusalCode, codes
from greenshoots.tabular.codes import FACTS
from greenshoots.tabular.headers import Kind
from greenshoots.web.collect.responses import import_wording

EXAMPLES: dict[str, Any] = {
    "about": "a-role", "by_name": "by-name", "by_number": "by-number", "cells": 11, "close": "a near header",
    "column": "a column", "columns": 3, "enabler": "an-enabler", "enablers": 12, "first": "the first",
    "group": "a group", "header": "a header", "header_row": 5, "headers": 4, "hidden": True, "highest": 9,
    "highest_label": "the most",
    "kind": "score", "last": "the last", "long_text": True, "lowest": 2, "lowest_label": "the least",
    "meaning": "a meaning", "missing": ("missing-1", "missing-2"), "more": 1_234, "most": 2_000, "other": "another",
    "questionnaire": "a questionnaire", "rows": 7, "second_header": True, "sheet": "a sheet",
    "sheets": ("sheet 1", "sheet 2"), "statements": ("s.1", "s.2"), "title": "a title", "unsure": "not sure",
}  # fmt: skip
LISTS = {NoteCode.IDENTIFYING_DROPPED, NoteCode.COMMENTS_DROPPED, NoteCode.UNNAMED_COLUMNS}
OF_THE_COMMAND_LINE = re.compile(r"--\w|\[columns\]|\[values\]|map file|greenshoots|TOML|\.words")


def facts(code: str) -> dict[str, Any]:
    """Return an example of each fact of a code; some names stand for a number here and for names there."""
    found = {name: EXAMPLES[name] for name in FACTS.get(code, ())}
    if code in LISTS:
        found["columns"] = ("column 1", "column 2")
    if code in {NoteCode.SOME_BY_STATEMENT, NoteCode.ENABLERS_MISSING}:
        found["enablers"] = ("enabler 1", "enabler 2")
    return found


def refusals() -> list[Refusal]:
    return [codes.refusal(code, **facts(code)) for code in RefusalCode]


def notes() -> list[Note]:
    return [codes.note(code, **facts(code)) for code in NoteCode]


def code_of(value: Refusal | Note) -> str:
    return value.code


# Both surfaces


@pytest.mark.parametrize("surface", [file_wording, import_wording], ids=["command line", "pages"])
def test_no_code_is_without_words_on_either_surface(surface: Any) -> None:
    assert set(surface.REFUSALS) == set(RefusalCode)
    assert set(surface.NOTES) == set(NoteCode)
    assert set(surface.REASONS) == set(DropReason)
    # A dropped column is worded by its reason.
    assert set(surface.KINDS) == set(get_args(Kind)) - {"dropped"}


@pytest.mark.parametrize("word", [file_wording.refusal, import_wording.refusal], ids=["command line", "pages"])
@pytest.mark.parametrize("refused", refusals(), ids=code_of)
def test_every_refusal_is_a_whole_sentence_on_both_surfaces(word: Callable[[Refusal], str], refused: Refusal) -> None:
    sentence = word(refused)
    assert sentence.endswith((".", "?"))
    assert not re.search(r"[{}]|%\(|  ", sentence), "A fact was not put in."
    assert not re.search(r"\b(user|submit|invalid|data|somebody|whoever)\b", sentence)


@pytest.mark.parametrize("word", [file_wording.note, import_wording.note], ids=["command line", "pages"])
@pytest.mark.parametrize("noted", notes(), ids=code_of)
def test_every_note_names_its_facts_on_both_surfaces(word: Callable[[Note], str], noted: Note) -> None:
    sentence = word(noted)
    assert sentence.endswith(".")
    for fact in noted.facts.values():
        assert all(str(item) in sentence for item in (fact if isinstance(fact, tuple) else [fact]))


@pytest.mark.parametrize("refused", refusals(), ids=code_of)
def test_the_command_line_names_every_fact_of_a_refusal(refused: Refusal) -> None:
    sentence = file_wording.refusal(refused)
    # These decide whether a hint follows, and are not named themselves; cells share facts that not each of them names.
    unnamed = {"headers", "long_text", "second_header", "hidden", "kind", "about"}
    if refused.code in codes.CELLS:
        unnamed |= {"lowest", "lowest_label", "highest", "highest_label", "unsure"}
    for name in refused.facts.keys() - unnamed:
        fact = refused.facts[name]
        items = fact if isinstance(fact, tuple) else [f"{fact:,}" if isinstance(fact, int) else fact]
        assert all(str(item) in sentence for item in items) or name == "header", name


def test_a_refusal_with_the_wrong_facts_cannot_be_made() -> None:
    with pytest.raises(TypeError):
        codes.refusal(RefusalCode.WIDE_ROW, cells=3)
    with pytest.raises(TypeError):
        codes.note(NoteCode.ALL_BY_STATEMENT, rows=3)


@pytest.mark.parametrize("word", [file_wording.refusal, import_wording.refusal], ids=["command line", "pages"])
def test_hints_and_counts_are_left_out_where_there_is_nothing_to_say(word: Callable[[Refusal], str]) -> None:
    plain = facts(RefusalCode.NOT_A_SCORE) | {"long_text": False, "second_header": False, "hidden": False, "more": 0}
    sentence = word(codes.refusal(RefusalCode.NOT_A_SCORE, **plain))
    assert not re.search("more cell|row 2|comments|not shown", sentence)
    assert "1 more cell " in word(codes.refusal(RefusalCode.NOT_A_SCORE, **plain | {"more": 1}))
    assert "4,999 more cells" in word(codes.refusal(RefusalCode.NOT_A_SCORE, **plain | {"more": 4_999}))
    one = codes.refusal(RefusalCode.WIDE_ROW, cells=16_384, columns=1, more=1)
    assert "16,384 cells" in word(one)
    assert "1 column name." in word(one)
    assert "1 more row like this" in word(one)


@pytest.mark.parametrize("word", [file_wording.refusal, import_wording.refusal], ids=["command line", "pages"])
def test_a_single_unclear_header_is_named_once(word: Callable[[Refusal], str]) -> None:
    alone = codes.refusal(
        RefusalCode.UNCLEAR_HEADERS, headers=1, first="Q7", last="Q7", enablers=11, enabler="systems-mindset"
    )
    assert word(alone).startswith("The column name “Q7” is only a number or code")


def test_the_place_of_a_fault_is_named_on_both_surfaces() -> None:
    refused = AnswersError(Refusal(RefusalCode.EMPTY_FILE), file="a.csv", row=1_234, column="Why?", value="9")
    assert file_wording.error(refused).startswith("a.csv, row 1,234, column “Why?”, value “9”: The file is empty.")
    said = import_wording.error(refused, "answers.csv")
    assert said.startswith("answers.csv, row 1,234, column “Why?”, value “9”: The file is empty.")


# The pages


@pytest.mark.parametrize("value", [*refusals(), *notes()], ids=code_of)
def test_the_pages_give_no_advice_about_the_command_line(value: Refusal | Note) -> None:
    word: Callable[[Any], str] = import_wording.refusal if isinstance(value, Refusal) else import_wording.note
    assert not OF_THE_COMMAND_LINE.search(word(value))


class Translated:
    """A catalogue that has every text, each between marks that show where a translation stands."""

    def gettext(self, text: str) -> str:
        return f"⟦{text}⟧"

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return f"⟦{singular if number == 1 else plural}⟧"


@pytest.fixture
def welsh(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make every text that is marked for translation one that was translated."""
    monkeypatch.setattr(trans_real, "gettext", Translated().gettext)
    monkeypatch.setattr(trans_real, "ngettext", Translated().ngettext)
    for name in ("gettext", "ngettext"):
        monkeypatch.setattr(translation._trans, name, getattr(trans_real, name))
    with translation.override("cy"):
        yield


def left_over(sentence: str) -> str:
    """Return what stands outside of translations, but for punctuation."""
    return re.sub(r"⟦.*?⟧", "", sentence).strip(string.punctuation + " ")


@pytest.mark.parametrize("value", [*refusals(), *notes()], ids=code_of)
def test_a_welsh_page_shows_no_english_about_a_file(welsh: None, value: Refusal | Note) -> None:
    word: Callable[[Any], str] = import_wording.refusal if isinstance(value, Refusal) else import_wording.note
    assert word(value).startswith("⟦")
    assert left_over(word(value)) == ""


def test_a_welsh_page_names_columns_reasons_and_places_in_welsh(welsh: None) -> None:
    for reason in DropReason:
        assert left_over(import_wording.reason(reason)) == ""
        assert left_over(import_wording.column(ColumnRead("x", "dropped", reason=reason), {})) == ""
    for kind in import_wording.KINDS:
        for about in ("role", "round", "viewpoint", "mode"):
            assert left_over(import_wording.column(ColumnRead("x", kind, about), {})) == ""
    refused = AnswersError(Refusal(RefusalCode.EMPTY_FILE), row=3, column="Why?", value="9")
    assert left_over(import_wording.error(refused, "")) == ""
