"""The pages: taking an archive away, and bringing one in."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.web.accounts.models import User
from greenshoots.web.releases import actions as releases


def test_an_owner_takes_everything_away(cast: Cast, as_: Callable[[User], Visitor]) -> None:
    round_ = making.diagnostic(cast.northvale).rounds.get()
    making.people_answer(round_, 12)
    releases.reveal(round_, by=cast.alice)
    olive = as_(cast.olive)
    assert "Answers that wait" in olive.get("/places/northval/archive/").content.decode()
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
    assert "Olive took everything" in olive.get("/places/northval/changes/").content.decode()


def test_only_owners_take_it(cast: Cast, as_: Callable[[User], Visitor]) -> None:
    assert as_(cast.alice).post("/places/northval/archive/").status_code == 403
    assert as_(cast.charlie).post("/places/northval/archive/").status_code == 404
