"""What people are asked, in Welsh: page after page from the first to the thanks, with no English in it."""

from __future__ import annotations

import re

import html5lib
import pytest
from tests.web import cast as people
from tests.web import making
from tests.web.collect.responses.side import Reply, get
from tests.web.collect.responses.test_server import send, threads

from greenshoots.web.collect.diagnostics.models import Round

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["threads"]

ENGLISH = re.compile(
    r"\b(the|of|and|are|not|with|from|for|by|you|your|answer\w*|show\w*|people|score\w*|average\w*|everyone|enabler\w*"
    r"|statement\w*|round|higher|lower|sure|back|send|check|code is|preview|page|picture)\b",
    re.IGNORECASE,
)
OWN = ("Adult social care", "The test asks.", "Northvale", "Role", "Frontline", "Manager", "Partner", "Elected member")
OWN += ("From the Margins to the Mainstream", "We ask three people first.")
"""What the place and the person wrote, in the language they write in, and the title of a book."""


@pytest.fixture
def round_(cast: people.Cast) -> Round:
    return making.diagnostic(cast.northvale).rounds.get()


def english(reply: Reply) -> list[str]:
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(reply.text)
    said = [
        text
        for part in tree.iter()
        if isinstance(part.tag, str) and not part.tag.endswith(("style", "script", "option"))
        for text in (part.text, part.tail, part.get("aria-label"), part.get("alt"), part.get("title"))
        if text
    ]
    for own in OWN:
        said = [text.replace(own, "") for text in said]
    return [" ".join(text.split()) for text in said if ENGLISH.search(text)]


def test_somebody_answers_in_welsh(round_: Round) -> None:
    address = f"/a/{round_.code}?lang=cy"
    page = get(address)
    assert 'lang="cy"' in page.text
    assert english(page) == []
    assert english(send(round_, address, do="check")) == []
    thanks = send(round_, address)
    assert "Anfonwyd eich atebion." in thanks.text
    assert english(thanks) == []


def test_what_goes_wrong_is_said_in_welsh(round_: Round) -> None:
    address = f"/a/{round_.code}?lang=cy"
    wrong = send(round_, address, s_staff_permission="9")
    assert wrong.status == 422
    assert english(wrong) == []
    assert english(get("/a", accept_language="cy")) == []
