"""Addresses of results, and the text of a page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from tests.web.pages import Visitor

from greenshoots.web.base.accounts.models import User
from greenshoots.web.collect.diagnostics.models import Round

As = Callable[[User], Visitor]
TABS = ("", "answers/", "table/", "words/", "groups/", "written/", "documents/", "enablers/staff-permission/")


def url(round_: Round, page: str = "") -> str:
    """Return the address of a page for the team."""
    return f"/diagnostics/{round_.diagnostic.code}/rounds/{round_.number}/results/{page}"


def link(round_: Round, page: str = "") -> str:
    """Return the address of a published page."""
    return f"/r/{round_.results_code}/{page}"


def text(response: object) -> str:
    """Return the text of a page without its tags."""
    page: bytes = response.content  # type: ignore[attr-defined]
    return " ".join(html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", page.decode(), flags=re.DOTALL)).split())
