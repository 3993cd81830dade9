"""Every document downloads, whole, with the right type and a name that says what it is."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from tests.web.cast import Cast
from tests.web.show.results.reading import As, text, url

from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.show.results import documents

SCHEMA = Path(__file__).resolve().parents[4] / "docs" / "reference" / "analyse.schema.json"


def _office(part: str) -> Callable[[bytes], bool]:
    return lambda made: part in zipfile.ZipFile(io.BytesIO(made)).namelist()


WHOLE: dict[str, Callable[[bytes], bool]] = {
    "report.pdf": lambda made: made.startswith(b"%PDF-") and b"%%EOF" in made[-30:],
    "report-large-print.pdf": lambda made: made.startswith(b"%PDF-"),
    "slides.pptx": _office("ppt/presentation.xml"),
    "workbook.xlsx": _office("xl/workbook.xml"),
    "report.docx": _office("word/document.xml"),
    "report-large-print.docx": _office("word/document.xml"),
    "report.html": lambda made: made.lower().startswith(b"<!doctype html>") and b"</html>" in made,
    "report.txt": lambda made: b"What 42 of 60 people said" in made,
    "report.brf": lambda made: len(made) > 1000 and made.isascii(),
}


def test_every_document_is_tried_here() -> None:
    assert set(WHOLE) == {one.file for one in documents.ALL}


@pytest.mark.parametrize("file", WHOLE)
def test_every_document_downloads(file: str, round_: Round, cast: Cast, as_: As) -> None:
    if file.endswith("brf") and not shutil.which("lou_translate"):
        pytest.skip("liblouis is not installed")
    response = as_(cast.alice).get(url(round_, f"documents/{file}"))
    found = documents.find(file)
    assert response.status_code == 200
    assert found is not None
    assert response["Content-Type"] == found.kind
    assert response["Content-Disposition"] == f'attachment; filename="adult-social-care-round-1-{file}"'
    assert WHOLE[file](response.content)


def test_what_needs_a_program_that_is_missing_says_so(
    round_: Round, cast: Cast, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    documents._made.cache_clear()
    response = as_(cast.alice).get(url(round_, "documents/report.brf"))
    assert response.status_code == 501
    assert "liblouis" in text(response)


def test_a_document_of_a_part_says_so_in_its_name(round_: Round, cast: Cast, as_: As) -> None:
    response = as_(cast.alice).get(url(round_, "documents/report.txt"), {"role": "Manager"})
    assert response["Content-Disposition"].endswith('"adult-social-care-round-1-manager-report.txt"')


@pytest.mark.parametrize("page", ["documents/report.exe", "pictures/cat.svg", "pictures/spider.gif", "pictures/spider"])
def test_a_file_that_does_not_exist_is_not_found(page: str, round_: Round, cast: Cast, as_: As) -> None:
    assert as_(cast.alice).get(url(round_, page)).status_code == 404


@pytest.mark.parametrize("name", ["spider", "strips", "gaps-role"])
def test_pictures_are_whole(name: str, round_: Round, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    svg, png = alice.get(url(round_, f"pictures/{name}.svg")), alice.get(url(round_, f"pictures/{name}.png"))
    root = ET.fromstring(svg.content)  # noqa: S314 - our own drawing
    assert (svg["Content-Type"], root.tag) == ("image/svg+xml", "{http://www.w3.org/2000/svg}svg")
    assert png["Content-Type"] == "image/png"
    assert png.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert b"IEND" in png.content[-12:]


def test_the_page_of_documents_leads_to_every_file(round_: Round, cast: Cast, as_: As) -> None:
    page = as_(cast.alice).get(url(round_, "documents/")).content.decode()
    for one in documents.ALL:
        assert url(round_, f"documents/{one.file}") in page
    for file in ("pictures/spider.svg", "pictures/gaps-role.png", "results.json", "blocks.csv"):
        assert url(round_, file) in page


def test_the_numbers_keep_the_schema_of_the_command_line(round_: Round, cast: Cast, as_: As) -> None:
    found = json.loads(as_(cast.alice).get(url(round_, "results.json")).content)
    jsonschema.validate(found, json.loads(SCHEMA.read_text(encoding="utf-8")))
