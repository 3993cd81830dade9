"""The page: valid, self-contained, and safe with whatever people wrote."""

from __future__ import annotations

import itertools
import re
from xml.etree.ElementTree import Element

import html5lib

from greenshoots import instruments
from greenshoots.core.results import Study
from greenshoots.reports import html
from greenshoots.reports.contents import chapters

XHTML = "{http://www.w3.org/1999/xhtml}"


def parsed(page: str):
    return html5lib.HTMLParser(strict=True).parse(page)


def test_the_page_is_valid_and_has_one_heading_a_title_and_landmarks(tree: Element):
    count = {tag: len(list(tree.iter(XHTML + tag))) for tag in ("h1", "title", "main", "nav", "header", "footer")}
    assert count == {"h1": 1, "title": 1, "main": 1, "nav": 1, "header": 1, "footer": 1}
    assert tree.get("lang") == "en-GB"
    levels = [int(found.tag[-1]) for found in tree.iter() if re.fullmatch(re.escape(XHTML) + "h[1-6]", str(found.tag))]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_ids_are_unique_and_every_link_and_label_leads_somewhere(tree: Element):
    ids = [found.get("id") for found in tree.iter() if found.get("id")]
    assert len(ids) == len(set(ids))
    links = [found.get("href") for found in tree.iter(f"{XHTML}a")]
    labels = [name for found in tree.iter() for name in (found.get("aria-labelledby") or "").split()]
    assert {link.removeprefix("#") for link in links} | set(labels) <= set(ids)
    assert links[0] == "#main"


def test_the_page_makes_no_request_and_runs_no_script(page: str, tree: Element):
    assert "Content-Security-Policy" in page
    tags = {str(found.tag).rpartition("}")[2] for found in tree.iter()}
    assert not tags & {"script", "iframe", "object", "embed", "img", "link", "form", "base"}
    assert not re.findall(r"(?:src|href)=[\"'](?!#)", page)
    assert not re.findall(r"url\(|@import", page)
    assert not [name for found in tree.iter() for name in found.attrib if str(name).startswith("on")]


def test_every_table_has_a_caption_and_every_header_a_scope(tree: Element):
    for table in tree.iter(f"{XHTML}table"):
        assert "".join(table.find(f"{XHTML}caption").itertext()).strip()
        assert all(cell.get("scope") in ("col", "row") for cell in table.iter(f"{XHTML}th"))
        for row in table.find(f"{XHTML}tbody"):
            assert [cell.tag for cell in row].count(f"{XHTML}th") == 1


def test_every_drawing_has_a_name(tree: Element):
    for drawing in (found for found in tree.iter() if str(found.tag).endswith("}svg")):
        assert drawing.get("role") == "img"
        assert drawing.get("aria-labelledby")


def test_what_people_wrote_stays_text(made):
    page = html.render(chapters.write(made(comment="<script>alert(1)</script> {{ 7 * 7 }} & “done”", comments=4)))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }} &amp; “done”" in page


def test_a_place_cannot_break_out_of_the_page_or_its_style_sheet(made):
    page = html.render(chapters.write(made(study=Study(place='</style><script>x</script>"', subject='\\"}'))))
    assert "<script" not in page
    parsed(page)


def test_words_of_the_instrument_carry_their_language_and_direction(made):
    page = html.render(chapters.write(made(of=instruments.load("enabling-conditions", language="cy"))))
    tree = parsed(page)
    headings = [found for found in tree.iter(f"{XHTML}h2") if found.get("lang") == "cy"]
    assert len(headings) == 11
    assert all(found.get("dir") == "ltr" for found in headings)


def test_the_foot_of_an_unprotected_report_stands_out(made):
    assert 'class="foot unprotected"' in html.render(chapters.write(made(protection="none")))
    assert 'class="foot"' in html.render(chapters.write(made()))
