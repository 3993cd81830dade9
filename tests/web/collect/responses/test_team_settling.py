"""Columns that nobody can understand from their header alone, settled on the page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor, on_one_line

from greenshoots.uploads import running
from greenshoots.web.base.accounts.models import User
from greenshoots.web.collect.responses.models import PendingResponse

As = Callable[[User], Visitor]
UNCLEAR = "Role,How we think,reframing-risk\nFrontline,4,2\nManager,3,5\n"


def file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("answers.csv", text.encode())


def test_a_column_is_settled_where_its_header_says_too_little(cast: Cast, as_: As) -> None:
    round_ = making.diagnostic(cast.northvale).rounds.get()
    address = f"/diagnostics/{round_.diagnostic.code}/rounds/1/bring-in/"
    alice = as_(cast.alice)
    refused = alice.post(address, {"file": file(UNCLEAR)})
    assert refused.status_code == 422
    assert 'value="How we think"' in refused.content.decode()
    headers = {f"header-{place}": name for place, name in enumerate(("Role", "How we think", "reframing-risk"))}
    settled = headers | {"column-1": "systems-mindset", "file": file(UNCLEAR)}
    found = alice.post(address, settled)
    assert found.status_code == 200
    assert "The file has 2 responses" in found.content.decode()
    assert "Score: 1. Systems mindset" in found.content.decode()


def test_a_wrong_score_is_said_without_asking_about_every_column(cast: Cast, as_: As) -> None:
    round_ = making.diagnostic(cast.northvale).rounds.get()
    address = f"/diagnostics/{round_.diagnostic.code}/rounds/1/bring-in/"
    wrong = file("Role,systems-mindset\nFrontline,9\n")
    page = on_one_line(as_(cast.alice).post(address, {"file": wrong}).content.decode())
    assert "or leave the cell empty." in page
    assert "<details><summary>What the columns mean" in page
    unclear = on_one_line(as_(cast.alice).post(address, {"file": file(UNCLEAR)}).content.decode())
    assert "<details open><summary>What the columns mean" in unclear


def test_a_column_can_be_settled_after_all_was_understood(cast: Cast, as_: As) -> None:
    round_ = making.diagnostic(cast.northvale).rounds.get()
    address = f"/diagnostics/{round_.diagnostic.code}/rounds/1/bring-in/"
    alice = as_(cast.alice)
    checked = alice.post(address, {"file": file(UNCLEAR.replace("How we think", "systems-mindset"))})
    assert "Change what the columns mean" in checked.content.decode()
    asked = alice.post(address, {"header-0": "Role", "header-1": "systems-mindset", "settle": "1"})
    assert asked.status_code == 200
    assert '<option value="systems-mindset">' in on_one_line(asked.content.decode())
    left_out = {"header-0": "systems-mindset", "column-0": "ignore", "file": file(UNCLEAR)}
    assert alice.post(address, left_out).status_code == 422


def test_what_was_settled_comes_back_with_a_refused_file(cast: Cast, as_: As) -> None:
    round_ = making.diagnostic(cast.northvale).rounds.get()
    address = f"/diagnostics/{round_.diagnostic.code}/rounds/1/bring-in/"
    settled = {"header-0": "How we think", "column-0": "systems-mindset", "header-1": "Gone", "column-1": "ignore"}
    found = as_(cast.alice).post(address, settled | {"file": file(UNCLEAR.replace("3,5", "3,9"))})
    page = on_one_line(found.content.decode())
    assert found.status_code == 422
    assert "row 3" in page
    assert '<option value="systems-mindset" selected>' in page
    assert "Gone" not in page


def test_a_page_gives_no_advice_about_the_command_line(cast: Cast, as_: As) -> None:
    round_ = making.diagnostic(cast.northvale).rounds.get()
    address = f"/diagnostics/{round_.diagnostic.code}/rounds/1/bring-in/"
    alice = as_(cast.alice)
    for text in (UNCLEAR, "Q1,Q2\n4,2\n", "Role,systems-mindset\nFrontline,A lot of words about all of this\n"):
        page = on_one_line(alice.post(address, {"file": file(text)}).content.decode())
        assert "error" in page
        assert not any(word in page for word in ("--map", "--sheet", "[columns]", "[values]"))


def test_a_file_is_read_without_a_file_for_its_mapping(cast: Cast, as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    handed_over: list[set[str]] = []
    run = running.run

    def watched(kind: running.FileKind, request: dict[str, object], files: dict[str, bytes]) -> object:
        handed_over.append(set(files))
        return run(kind, request, files)

    monkeypatch.setattr(running, "run", watched)
    round_ = making.diagnostic(cast.northvale).rounds.get()
    settled = {"header-0": "How we think", "column-0": "systems-mindset", "file": file(UNCLEAR)}
    found = as_(cast.alice).post(f"/diagnostics/{round_.diagnostic.code}/rounds/1/bring-in/", settled)
    assert found.status_code == 200
    assert handed_over == [{"answers"}, {"answers"}]


def test_a_file_that_was_read_lies_nowhere_afterwards(
    cast: Cast, as_: As, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    round_ = making.diagnostic(cast.northvale).rounds.get()
    address = f"/diagnostics/{round_.diagnostic.code}/rounds/1/bring-in/"
    alice = as_(cast.alice)
    for text in (UNCLEAR, UNCLEAR.replace("How we think", "systems-mindset")):
        alice.post(address, {"file": file(text)})
    assert list(tmp_path.iterdir()) == []
    assert "systems" not in str(dict(alice.session))
    assert not PendingResponse.objects.exists()
