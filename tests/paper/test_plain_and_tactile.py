"""Forms as plain text and in Braille."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from greenshoots import paper
from greenshoots.core.errors import MissingToolError
from greenshoots.core.instruments.model import Instrument
from greenshoots.formats import text
from greenshoots.paper import words

needs_liblouis = pytest.mark.skipif(shutil.which("lou_translate") is None, reason="liblouis is not installed")
GROUPS = {"Role": ["Frontline", "Manager"]}
Named = Callable[[str], Instrument]


def test_plain_text_holds_everything_within_72_columns(questionnaire: Instrument) -> None:
    found = paper.form(questionnaire, style="text", groups=GROUPS, place="Northvale Council (fictional)").decode()
    assert all(text.columns(line) <= 72 and line == line.rstrip() for line in found.splitlines())
    joined = " ".join(found.split())
    for enabler in questionnaire.enablers:
        assert all(statement.text in joined for statement in enabler.statements)
    asked, scale = len(questionnaire.questions), questionnaire.scale
    assert found.count(f"\n[ ] {scale.unsure}") == asked
    assert found.count(f"\n[ ] {scale.minimum} ") == asked
    assert "[ ] Frontline\n[ ] Manager" in found


def test_statements_that_are_scored_carry_their_numbers(named: Named) -> None:
    found = paper.form(named("seven-points-a-statement"), style="text").decode()
    assert "\n\n11.3 Views and insight from outside" in found
    assert "[ ] 2\n[ ] 3\n[ ] 4 Somewhat" in found


@needs_liblouis
def test_braille_fits_the_page_of_an_embosser(questionnaire: Instrument) -> None:
    found = paper.form(questionnaire, style="braille", groups=GROUPS)
    pages = found.decode("ascii").split("\f")
    assert len(pages) >= 2
    for page in pages:
        lines = page.removesuffix("\r\n").split("\r\n")
        assert len(lines) == 25
        assert all(len(line) <= 40 for line in lines)
        assert lines[-1].strip().startswith("#")


@needs_liblouis
def test_braille_asks_for_scores_on_another_sheet(named: Named) -> None:
    found = paper.form(named("english"), style="braille").decode("ascii")
    # “Your score, 1 to 5” in contracted English Braille.
    assert " ".join(found.split()).count(",YR SCORE1 #A TO #E") == 11


def test_a_machine_without_liblouis_is_told_what_to_install(named: Named, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingToolError, match="apt install liblouis-bin"):
        paper.form(named("english"), style="braille")


def test_every_style_has_its_suffix() -> None:
    assert [paper.suffix(style) for style in ("normal", "large-print", "text", "braille")] == [
        ".pdf",
        ".pdf",
        ".txt",
        ".brf",
    ]


def test_every_language_has_every_word_with_the_same_gaps() -> None:
    english = words.load("en")
    assert words.languages() == ("cy", "en")
    assert words.load("de") == english
    for language in words.languages():
        own = words.load(language)
        assert own.language == language
        for field in (
            "asked_by",
            "how_unsure",
            "scale",
            "spider_rings",
            "spider_reverse",
            "spider_alt",
            "page",
            "choose",
        ):
            assert gaps(getattr(own, field)) == gaps(getattr(english, field))
        assert gaps("".join(own.protection)) == {"k", "k_words"}
        assert gaps("".join(own.what)) == {"parts", "minutes"}


def gaps(words_with_gaps: str) -> set[str]:
    return {part.split("}")[0] for part in words_with_gaps.split("{")[1:]}
