"""The documentation as a site: it is complete and accessible, and loads nothing from other hosts."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from lxml import html
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page
from tests.browser.conftest import browser
from tests.test_docs import DOCS, ROOT, script

__all__ = ["browser"]

make_site = script(DOCS / "make_site.py")
SOURCES = sorted(path for path in DOCS.rglob("*.md") if "site" not in path.relative_to(DOCS).parts)
MODULES = [path for package in make_site.PACKAGES for path in make_site.modules(package)]
# What a page loads by itself; links are loaded only when a reader follows them.
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Build the site with the command, once for all test workers."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    with FileLock(shared / "site.lock"):
        if not (shared / "site").exists():
            command = [sys.executable, str(DOCS / "make_site.py"), str(shared / "site")]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            assert str(shared / "site" / "index.html") in done.stdout
    return shared / "site"


def tree(page: Path) -> html.HtmlElement:
    return html.document_fromstring(page.read_bytes())


def on_site(site: Path, source: Path) -> Path:
    address = source.relative_to(DOCS).with_suffix(".html")
    return site / address.with_name(address.name.replace("README", "index"))


def article(page: Path) -> html.HtmlElement:
    (only_article,) = tree(page).iter("article")
    return only_article


# What is on it


def test_every_page_of_the_docs_is_on_the_site_and_in_a_menu(site: Path) -> None:
    listed = str(make_site.menus())
    for source in SOURCES:
        assert on_site(site, source).exists(), source
        assert f"'{source.relative_to(DOCS).as_posix()}'" in listed


def test_every_module_of_the_method_and_the_documents_has_a_page(site: Path) -> None:
    assert len(MODULES) > 50
    for path in MODULES:
        dotted = make_site._dotted(path)
        page = site / Path(make_site._address(path)).with_suffix(".html")
        text = "".join(article(page).itertext())
        assert dotted in text
        for name in re.findall(r"^(?:def|class) ([A-Za-z]\w*)", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert f'id="{dotted}.{name}"' in page.read_text(encoding="utf-8"), f"{dotted}.{name} is not on its page"


def test_a_module_that_is_new_or_deeper_gets_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "greenshoots" / "core"
    (package / "family").mkdir(parents=True)
    for name in ("__init__.py", "one.py", "_own.py", "family/__init__.py", "family/two.py"):
        (package / name).write_text('"""What it does."""\n', encoding="utf-8")
    monkeypatch.setattr(make_site, "SOURCE", tmp_path)
    monkeypatch.setattr(make_site, "PACKAGES", ("greenshoots.core",))
    assert list(make_site.api_pages()) == [
        "api/index.md",
        "api/core/index.md",
        "api/core/one.md",
        "api/core/family/index.md",
        "api/core/family/two.md",
    ]


def test_pages_from_outside_the_docs_are_on_the_site(site: Path) -> None:
    for name in ("contributing", "code-of-conduct", "security", "changelog", "license"):
        assert (site / f"{name}.html").exists()


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_the_site_reads_markdown_as_code_hosts_do(site: Path, source: Path) -> None:
    """Lists, code and tables appear as in CommonMark; the parser of the site has other rules for lists."""
    expected = MarkdownIt("commonmark").enable("table").render(source.read_text(encoding="utf-8"))
    shown = article(on_site(site, source))
    counted = {tag: sum(1 for _ in shown.iter(tag)) for tag in ("li", "table", "pre", "h2", "h3", "img")}
    assert counted == {tag: len(re.findall(rf"<{tag}[ >]", expected)) for tag in counted}


# Links


def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: str) -> str:
    """Build a small site with a link on its only page, and return what the builder wrote when it failed."""
    docs = tmp_path / "docs"
    (docs / "site").mkdir(parents=True)
    for name in ("site.css", "site.js", "site.yml"):
        (docs / "site" / name).write_bytes((DOCS / "site" / name).read_bytes())
    (docs / "README.md").write_text(f"# Front\n\n[Somewhere]({link})\n", encoding="utf-8")
    for name, value in (("DOCS", docs), ("PACKAGES", ()), ("SECTIONS", {}), ("SOURCE", tmp_path / "none")):
        monkeypatch.setattr(make_site, name, value)
    (tmp_path / "none").mkdir()
    monkeypatch.setattr(make_site, "PROJECT", ())
    with pytest.raises(SystemExit) as refused:
        make_site.build(tmp_path / "out")
    assert not (tmp_path / "out").exists()
    return str(refused.value)


@pytest.mark.parametrize("link", ["nowhere.md", "README.md#no-such-heading"])
def test_a_link_that_leads_nowhere_fails_the_build(link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = broken(tmp_path, monkeypatch, link)
    assert "does not exist" in output
    assert "Traceback" not in output


def test_every_link_on_the_built_pages_leads_to_a_page_and_a_heading(site: Path) -> None:
    ids: dict[Path, set[str]] = {}
    for page in site.rglob("*.html"):
        ids[page] = {element.get("id") for element in tree(page).iter() if element.get("id")}
    for page in ids:
        if page.name == "404.html":
            # It appears at any address, so its links start with the address of the site.
            continue
        for link in article(page).iter("a"):
            target = link.get("href") or ""
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            there = (page.parent / file).resolve() if file else page
            assert there.exists(), f"{page.relative_to(site)}: {target} leads nowhere"
            assert not anchor or anchor in ids[there], f"{page.relative_to(site)}: {target} has no such heading"


# How it is read


def test_every_picture_has_a_description(site: Path) -> None:
    pictures = [image for page in site.rglob("*.html") for image in article(page).iter("img")]
    assert pictures
    for image in pictures:
        assert len(image.get("alt") or "") > 40, image.get("src")


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    for page in site.rglob("*.html"):
        for element in tree(page).iter():
            attribute = LOADED.get(str(element.tag))
            address = element.get(attribute) if attribute else None
            if element.get("rel") != "canonical":
                assert not re.match(r"(https?:)?//", address or ""), f"{page.relative_to(site)} loads {address}"
    for sheet in site.rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*[\"']?(https?:)?//", sheet.read_text(encoding="utf-8")), sheet.name


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def test_the_search_works_from_a_folder_and_sends_no_request_elsewhere(site: Path, page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto((site / "how-to" / "settle-columns.html").as_uri())
    page.get_by_role("button", name="Search").first.click()
    page.keyboard.type("interpolated median")
    page.get_by_text("Interpolated median and middle half").first.click()
    page.wait_for_url(re.compile(r"/explanation/method\.html"))
    assert [address for address in requests if not address.startswith(site.as_uri())] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_is_wider_than_its_window(site: Path, page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for name in ("index", "reference/commands", "explanation/protection", "api/index", "decisions/index"):
        page.goto((site / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        # The page follows the device: dark letters on a light background, or the other way round.
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        light = sum(map(int, re.findall(r"\d+", background)[:3])) > 3 * 128
        assert light == (scheme == "light"), f"{name} is {background}"
