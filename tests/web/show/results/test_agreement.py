"""One computation feeds every form of the results: all of them are read back here, and say the same numbers."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess

import html5lib
import openpyxl
import pytest
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor
from tests.web.show.results.reading import As, link, url

from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics.models import Audience, Round
from greenshoots.web.collect.releases import actions

Rows = dict[int, tuple[int, ...]]
"""How many gave each score, how many were not sure and how many scored, by the number of the enabler."""

COLUMNS = 7
SCORES = tuple(f"Score {point}" for point in range(1, 6))


@pytest.fixture
def round_(cast: Cast) -> Round:
    """Return a round with enough people for exact counts of every question, also by role."""
    round_ = making.diagnostic(cast.northvale).rounds.get()
    making.people_answer(round_, 57, seed=4)
    actions.reveal(round_, by=cast.alice)
    actions.publish(round_, to=Audience.EVERYBODY, by=cast.alice)
    round_.refresh_from_db()
    return round_


def tables(response: object) -> list[list[list[str]]]:
    """Return the tables of a page as the texts of their cells."""
    page: bytes = response.content  # type: ignore[attr-defined]
    tree = html5lib.parse(page.decode(), namespaceHTMLElements=False)
    return [
        [["".join(cell.itertext()).strip() for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")]
        for table in tree.iter("table")
    ]


def from_page(client: Visitor, address: str) -> Rows:
    (found,) = [table for table in tables(client.get(address)) if table[0][1:6] == ["1", "2", "3", "4", "5"]]
    return {int(row[0].split(".")[0]): tuple(map(int, row[1 : COLUMNS + 1])) for row in found[1:]}


def from_lines(lines: str) -> Rows:
    """Read the rows *1. Systems mindset  0  1  4  18  16  3  39* of a report."""
    found = re.findall(r"^\W*(\d+)\. \D+?((?:\s+\d+){7})\s*$", lines, flags=re.MULTILINE)
    return {int(number): tuple(map(int, cells.split())) for number, cells in found}


def from_pdf(client: Visitor, address: str) -> Rows:
    made = client.get(address).content
    read = ["pdftotext", "-layout", "-", "-"]
    return from_lines(subprocess.run(read, input=made, capture_output=True, check=True).stdout.decode())


def from_workbook(client: Visitor, address: str) -> Rows:
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(address).content), data_only=True)["Everyone"]
    rows = [[cell.value for cell in row] for row in sheet]
    at = next(place for place, row in enumerate(rows) if "Not sure" in row)
    head = [str(name) for name in rows[at]]
    wanted = [head.index(name) for name in (*SCORES, "Not sure", "Scored")]
    return {row[0]: tuple(row[place] for place in wanted) for row in rows[at + 1 :] if isinstance(row[0], int)}


def from_json(client: Visitor, address: str) -> Rows:
    everyone = json.loads(client.get(address).content)["sets"][0]
    return {
        number: (*one["counts"], one["not_sure"], one["n"]) for number, one in enumerate(everyone["enablers"], start=1)
    }


def from_blocks(client: Visitor, address: str, round_: Round) -> Rows:
    rows = list(csv.DictReader(io.StringIO(client.get(address).content.decode())))
    assert round_.diagnostic.instrument is not None
    found = {}
    for enabler in mapping.instrument(round_.diagnostic.instrument).enablers:
        mine = [row for row in rows if row["question"] == enabler.id]
        names = [*(f"score_{point}" for point in range(1, 6)), "not_sure", "scored"]
        found[enabler.number] = tuple(sum(int(row[name]) for row in mine) for name in names)
    return found


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext reads the PDF back")
def test_page_report_workbook_and_numbers_agree(round_: Round, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    told = from_page(alice, url(round_, "table/"))
    assert sorted(told) == list(range(1, 12))
    assert all(sum(row[:5]) == row[6] for row in told.values())
    assert from_page(alice, url(round_, "answers/")) == told
    assert from_page(Visitor(), link(round_, "table/")) == told
    assert from_pdf(alice, url(round_, "documents/report.pdf")) == told
    assert from_workbook(alice, url(round_, "documents/workbook.xlsx")) == told
    assert from_json(alice, url(round_, "results.json")) == told
    assert from_blocks(alice, url(round_, "blocks.csv"), round_) == told


def test_the_averages_agree(round_: Round, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    (table,) = [one for one in tables(alice.get(url(round_))) if one[0][1] == "Average"]
    everyone = json.loads(alice.get(url(round_, "results.json")).content)["sets"][0]
    counts = from_page(alice, url(round_, "table/"))
    for row, one in zip(table[1:], everyone["enablers"], strict=True):
        scored = counts[int(row[0].split(".")[0])][:5]
        mean = sum(point * number for point, number in enumerate(scored, start=1)) / sum(scored)
        assert one["mean"] == pytest.approx(mean, abs=1e-12)
        assert float(row[1]) == pytest.approx(mean, abs=0.05 + 1e-9)


def test_a_part_agrees_too(round_: Round, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    part = "?role=Frontline"
    told = from_page(alice, url(round_, f"table/{part}"))
    assert from_json(alice, url(round_, f"results.json{part}")) == told
    assert from_workbook(alice, url(round_, f"documents/workbook.xlsx{part}")) == told
    sets = json.loads(alice.get(url(round_, "results.json")).content)["sets"]
    (frontline,) = [one for one in sets if one["filter"] == {"Role": "Frontline"}]
    assert [one["counts"] for one in frontline["enablers"]] == [list(row[:5]) for row in told.values()]
