"""Pages with a link say where others cannot open it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.web.cast import Cast
from tests.web.pages import Visitor
from tests.web.test_routes import World

import greenshoots.web
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.site import reach
from greenshoots.web.base.site.reach import LinkReach
from greenshoots.web.meet.workshops.models import Workshop

As = Callable[[User], Visitor]
HERE = re.compile("Only this computer can open (this link|these links).")
NEAR = re.compile("Others on the same network as this computer can open (this link|these links)")


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("http://localhost:8000", LinkReach.COMPUTER),
        ("http://127.0.0.1:8000", LinkReach.COMPUTER),
        ("http://[::1]:8000", LinkReach.COMPUTER),
        ("http://greenshoots.localhost", LinkReach.COMPUTER),
        ("http://192.168.1.20:8000", LinkReach.NETWORK),
        ("http://10.0.0.7", LinkReach.NETWORK),
        ("http://172.16.3.4:8000", LinkReach.NETWORK),
        ("http://169.254.10.20:8000", LinkReach.NETWORK),
        ("http://[fd00::2]:8000", LinkReach.NETWORK),
        ("http://laptop.local:8000", LinkReach.NETWORK),
        ("https://greenshoots.example.org", LinkReach.EVERYWHERE),
        ("https://8.8.8.8", LinkReach.EVERYWHERE),
        ("http://intranet", LinkReach.EVERYWHERE),
    ],
)
def test_who_can_open_a_link_is_told_from_its_address(address: str, who: LinkReach) -> None:
    assert reach.of(address) is who


@pytest.fixture
def pages(cast: Cast, as_: As) -> Callable[[], dict[str, str]]:
    """Fetch every page that offers a link, as the people who may see it."""
    world = World(cast)
    Workshop.objects.filter(pk=world.workshop.pk).update(shared=True)
    first, second = (f"/diagnostics/{world.diagnostic.code}/rounds/{number}/" for number in (1, 2))
    workshop = f"/workshops/{world.workshop.code}/"

    def fetch() -> dict[str, str]:
        alice = as_(cast.alice)
        addresses = (
            f"{second}ways-in/", f"{second}ways-in/poster/", f"{second}people/", f"{second}people/slips/", first,
            f"{first}page/", workshop, f"{workshop}screen/",
        )  # fmt: skip
        found = {address: alice.get(address) for address in addresses}
        assert {address: page.status_code for address, page in found.items() if page.status_code != 200} == {}
        sent = as_(cast.olive).post("/places/northval/people/invite/", {"email": "", "role": "viewer"})
        return {address: page.content.decode() for address, page in found.items()} | {"invited": sent.content.decode()}

    return fetch


def test_a_link_to_this_computer_says_so_wherever_it_is_offered(
    pages: Callable[[], dict[str, str]], settings: object
) -> None:
    settings.SITE_URL = "http://localhost:8000"
    told = {name for name, page in pages().items() if HERE.search(page) or "Phones cannot open this address" in page}
    assert told == set(pages())


def test_a_link_to_the_network_says_who_can_open_it(pages: Callable[[], dict[str, str]], settings: object) -> None:
    settings.SITE_URL = "http://192.168.1.20:8000"
    found = pages()
    told = {
        name for name, page in found.items() if NEAR.search(page) or "Your phone must be on the same network" in page
    }
    assert told == set(found)
    assert not any(HERE.search(page) for page in found.values())


def test_a_link_that_everyone_can_open_needs_no_note(pages: Callable[[], dict[str, str]], settings: object) -> None:
    settings.SITE_URL = "https://greenshoots.example.org"
    assert not any("data-reach" in page for page in pages().values())


def test_a_server_that_cannot_be_reached_names_the_setting(
    pages: Callable[[], dict[str, str]], settings: object
) -> None:
    settings.SITE_URL, settings.LOCAL = "http://localhost:8000", False
    found = pages()
    assert any("to set SITE_URL to the address that people use" in page for page in found.values())
    assert not any("--network" in page for page in found.values())


def test_no_template_offers_a_link_without_saying_who_can_open_it() -> None:
    """A page that shows the beginning of an address, or copies one, tells."""
    offers = re.compile(r"\{\{ site_url \}\}|data-copy=\"#(?:address|link|results-link)\"|\{\{ short_address \}\}")
    templates = Path(greenshoots.web.__path__[0]).glob("**/templates/**/*.html")
    texts = {path.name: path.read_text(encoding="utf-8") for path in templates if path.name != "styleguide.html"}
    offering = {name for name, text in texts.items() if offers.search(text)}
    silent = {name for name in offering if not re.search(r"components/reach\.html|if reach ==", texts[name])}
    assert len(offering) >= 8
    assert silent == set()
