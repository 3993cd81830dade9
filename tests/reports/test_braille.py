"""The Braille file: the lines of an embosser, and the words of every other format."""

from __future__ import annotations

import shutil

import pytest

from greenshoots.core.errors import MissingToolError
from greenshoots.core.results import Results
from greenshoots.reports import braille
from greenshoots.reports.contents import chapters

needs_liblouis = pytest.mark.skipif(shutil.which("lou_translate") is None, reason="liblouis is not installed")


@needs_liblouis
def test_lines_and_pages_fit_an_embosser(whole: Results):
    pages = braille.render(chapters.write(whole)).decode("ascii").split("\f")
    assert len(pages) > 20
    for page in pages:
        lines = page.rstrip("\r\n").split("\r\n")
        assert len(lines) <= 25
        assert max(map(len, lines)) <= 40


def test_a_machine_without_liblouis_is_told_what_to_install(whole: Results, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingToolError, match="liblouis"):
        braille.render(chapters.write(whole))


def test_pictures_are_told_in_words(whole: Results):
    said = list(braille.paragraphs(chapters.write(whole)))
    assert any(text.startswith("Picture: Spider diagram with one axis for each of 11 enablers.") for text in said)
    assert not any("<svg" in text for text in said)
