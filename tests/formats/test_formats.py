"""What forms and reports share: letters without a font, wrapped text, Braille pages."""

from __future__ import annotations

import shutil

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.errors import MissingToolError
from greenshoots.formats import braille, lettering, text, typesetting

needs_liblouis = pytest.mark.skipif(shutil.which("lou_translate") is None, reason="liblouis is not installed")
CONTENT = {
    "title": "T", "subject": "", "asked_by": "", "notes": [], "about": [], "chapters": [], "axes": [], "source": "",
}  # fmt: skip


def test_pictographs_are_written_out_in_words() -> None:
    found = lettering.in_words(set("👍🏽\u200d☐"))
    assert "a👍🏽\u200db☐".translate(found) == "a(thumbs up sign)b(ballot box)"


def test_letters_that_no_font_has_ask_for_one() -> None:
    with pytest.raises(MissingToolError, match=r"“বল”.*Noto"):
        lettering.in_words({"ব", "ল", "👍"})


def test_the_complaint_of_the_typesetter_is_understood() -> None:
    complaint = (
        'error: PDF/UA-1 error: the text `"👍"` could not be displayed with font `"Noto Sans"`\n'
        'error: PDF/UA-1 error: the text `"\\u{200d}"` could not be displayed with font `"Noto Sans"`\n'
        'error: PDF/UA-1 error: the text contains the disallowed codepoint `"\\u{0}"`\n'
        'error: unknown variable `"x"`\n'
    )
    assert lettering.missing(complaint) == {"👍", "\u200d", "\x00"}


def test_replacing_reaches_every_text_and_leaves_numbers() -> None:
    data = {"a": ["x", 1, {"b": "xy"}], "c": None, "d": ("x",)}
    assert lettering.rewritten(data, {ord("x"): "z"}) == {"a": ["z", 1, {"b": "zy"}], "c": None, "d": ["z"]}


def test_a_mistake_in_a_template_is_not_swallowed() -> None:
    with pytest.raises(typst.TypstError):
        typesetting.pdf("paper/form.typ", CONTENT)


@settings(max_examples=60)
@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=300))
def test_wrapping_keeps_every_word_within_the_width(words: str) -> None:
    lines = text.wrap(words, first="- ", rest="  ").split("\n")
    assert all(len(line) <= text.WIDTH for line in lines)
    assert "".join("".join(lines).split()).removeprefix("-") == "".join(words.split())


def test_a_heading_is_underlined_as_long_as_it_is() -> None:
    assert text.heading("Café") == "Café\n===="
    assert text.heading("Cafe\u0301", 2) == "Cafe\u0301\n----"


def test_bullets_hang() -> None:
    assert text.bullets(["word " * 20])[:74].split("\n")[0].startswith("- word")
    assert text.bullets(["word " * 20]).split("\n")[1].startswith("  word")
    assert text.bullets(["a", "b"], numbered=True) == "1. a\n2. b"


@needs_liblouis
def test_braille_has_pages_with_numbers_and_nothing_but_ascii() -> None:
    found = braille.to_brf(["Talk first 👍 \u2068x\u2069"] * 30 + ["x" * 3000, "people and the " * 900], "en-GB")
    pages = found.decode("ascii").split("\f")
    assert [page.split()[-1] for page in pages[:3]] == ["#A", "#B", "#C"]
    assert pages[9].split()[-1] == "#AJ"
    assert all(len(line) <= braille.CELLS for line in found.decode().replace("\f", "").split("\r\n"))
    assert "?UMBS UP SIGN" in found.decode()
    assert "\\X" not in found.decode().upper()


@needs_liblouis
@pytest.mark.parametrize("language", sorted(braille.TABLES))
def test_every_table_is_installed_and_writes_six_dots(language: str) -> None:
    found = " ".join(braille.to_brf(["Abc 12"], language).decode("ascii").split())
    assert found.endswith("#A")
    assert set(found) <= set(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_")


@needs_liblouis
def test_a_script_without_a_table_is_refused_and_latin_letters_are_read_one_by_one() -> None:
    with pytest.raises(MissingToolError, match="no Braille for the language “ru”"):
        braille.to_brf(["Привет"], "ru")
    assert b",THE PEOPLE" in braille.to_brf(["The people"], "so")


def test_no_liblouis_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingToolError, match="liblouis"):
        braille.to_brf(["x"])
