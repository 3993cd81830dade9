"""The pages: taking an archive away, and bringing one in."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.web.archives import actions
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.releases import actions as releases
from greenshoots.web.show.results.models import Note


def test_an_owner_takes_everything_away(cast: Cast, as_: Callable[[User], Visitor]) -> None:
    round_ = making.diagnostic(cast.northvale).rounds.get()
    making.people_answer(round_, 12)
    releases.reveal(round_, by=cast.alice)
    olive = as_(cast.olive)
    assert "Responses whose results have not been shown" in olive.get("/places/northval/archive/").content.decode()
    answer = olive.post("/places/northval/archive/")
    assert answer["Content-Type"] == "application/zip"
    assert "northvale-council-fictional-" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        names = set(packed.namelist())
        held = json.loads(packed.read("archive.json"))
        members = packed.read("sheets/members.csv").decode("utf-8-sig")
    assert {"README.txt", "sheets/rounds.csv", f"sheets/blocks-{round_.code}.csv"} <= names
    assert held["format"] == "greenshoots-archive/1"
    assert len(held["tables"]["releases"]) == 1
    assert "Olive <olive@example.org>" in members
    assert "Olive downloaded everything" in olive.get("/places/northval/changes/").content.decode()


def test_an_archive_is_compressed(cast: Cast, as_: Callable[[User], Visitor]) -> None:
    diagnostic = making.diagnostic(cast.northvale)
    making.people_answer(diagnostic.rounds.get(), 20)
    releases.reveal(diagnostic.rounds.get(), by=cast.alice)
    answer = as_(cast.olive).post("/places/northval/archive/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        sizes = [(info.file_size, info.compress_size) for info in packed.infolist()]
    assert sum(packed for _, packed in sizes) < sum(plain for plain, _ in sizes) / 2


def test_only_owners_take_it(cast: Cast, as_: Callable[[User], Visitor]) -> None:
    assert as_(cast.alice).post("/places/northval/archive/").status_code == 403
    assert as_(cast.charlie).post("/places/northval/archive/").status_code == 404


def test_an_archive_makes_a_place_and_says_who_belonged_to_it(
    cast: Cast, as_: Callable[[User], Visitor], settings: Any
) -> None:
    settings.SIGN_UP = True
    olive, charlie = as_(cast.olive), as_(cast.charlie)
    archive = olive.post("/places/northval/archive/").content
    assert "Import an archive" in charlie.get("/places/new/").content.decode()
    assert charlie.get("/places/import/").status_code == 200
    page = charlie.post("/places/import/", {"file": SimpleUploadedFile("a.zip", archive)}, follow=True)
    told = page.content.decode()
    assert page.status_code == 200
    assert "“Northvale Council (fictional)” has been imported" in told
    assert "olive@example.org" in told
    assert Place.objects.filter(name=cast.northvale.name).count() == 2
    assert (
        "from an archive of"
        in charlie.get(page.redirect_chain[-1][0].replace("archive/brought", "changes")).content.decode()
    )


def test_a_file_that_is_no_archive_comes_back_with_a_sentence(
    cast: Cast, as_: Callable[[User], Visitor], settings: Any
) -> None:
    settings.SIGN_UP = True
    page = as_(cast.olive).post("/places/import/", {"file": SimpleUploadedFile("a.zip", b"Hello")})
    assert page.status_code == 422
    assert "This file is not a Greenshoots archive." in page.content.decode()
    assert Place.objects.count() == 2


def test_only_those_who_may_make_places_bring_one_in(cast: Cast, as_: Callable[[User], Visitor]) -> None:
    assert as_(cast.olive).get("/places/import/").status_code == 403


def test_an_archive_does_not_tell_who_has_an_account(cast: Cast, as_: Callable[[User], Visitor]) -> None:
    round_ = making.diagnostic(cast.northvale).rounds.get()
    Note.objects.create(place=cast.northvale, round=round_, enabler="systems-mindset", text="Said.", by=cast.alice)
    archive = as_(cast.olive).post("/places/northval/archive/").content
    brought = actions.bring_in(io.BytesIO(archive), by=cast.charlie).place
    assert Note.objects.get(place=brought).by is None
    assert {entry.who for entry in brought.audit.all()} <= {cast.charlie, None}
