"""Where sentences stand and what they are about there: the outline of a report, section by section."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.reader.claims import Side, Slot, Where
from tests.reader.truth import Truth

from greenshoots.core import translation
from greenshoots.core.results import Comparison
from greenshoots.reports import values
from greenshoots.reports.outline import Block, Bullets, Outline, Paragraph, Picture, Quotes, Section, Table


@dataclass(frozen=True)
class Said:
    """Texts that stand in one list, or a table, and what they are about."""

    where: Where
    texts: tuple[str, ...] = ()
    table: Table | None = None
    slot: Slot = "sentence"


def sides(truth: Truth) -> tuple[Side, ...]:
    """Return the comparisons of a study with the people of both sides."""
    if not hasattr(truth, "_sides"):
        truth._sides = tuple(_side(found, truth) for found in truth.case.results.comparisons)  # type: ignore[attr-defined]
    found: tuple[Side, ...] = truth._sides  # type: ignore[attr-defined]
    return found


def _side(found: Comparison, truth: Truth) -> Side:
    if found.kind == "round":
        return Side("round", "round", truth.rounds[-1], truth.rounds[-2])
    ((question, choice),) = found.first.filter.items()
    return Side("group", question, truth.group(question, choice), truth.others(question, choice))


def everywhere(truth: Truth) -> Where:
    return Where(truth, truth.everyone, None, sides(truth))


def outline(found: Outline, truth: Truth) -> Iterator[Said]:
    """Return everything that an outline says."""
    where = everywhere(truth)
    yield Said(where.about(section="footer"), (found.footer,))
    yield Said(where.about(section="title"), (found.title,), slot="title")
    asked, *counts = (translation.say(label) for label in ("Asked", "Answered", "Earlier round", "Compared by"))
    study = truth.case.results.study
    own = (study.place, study.subject, study.viewpoint, study.dates)
    for label, text in found.facts:
        if label == asked:
            yield Said(where.about(section="asked"), (text,), slot="title")
        elif text not in own:
            yield Said(where.about(section=label), (text,), slot="title" if label in counts else "sentence")
    for section in found.sections:
        yield from _section(section, where)


def _section(section: Section, where: Where) -> Iterator[Said]:
    where = _inside(section, where).about(section=section.id)
    for block in section.blocks:
        if isinstance(block, Table):
            where = _after(block, where)
        yield from _block(block, where)
    for part in section.sections:
        yield from _section(part, where)


def _inside(section: Section, where: Where) -> Where:
    truth = where.truth
    instrument = truth.case.last.instrument
    if section.id.startswith("enabler-"):
        return where.about(enabler=section.id.removeprefix("enabler-"))
    if section.id.startswith("talk-first-"):
        return where.about(enabler=next(e.id for e in instrument.enablers if e.title == section.title))
    if section.id.startswith("group-"):
        names = [name for name, _ in truth.case.last.released.groups]
        return group(next(name for name in names if f"group-{values.slug(name)}" == section.id), where)
    if section.id.startswith("between-"):
        return where.about(sides=(where.sides[int(section.id.removeprefix("between-")) - 1],))
    if section.id == "change":
        return where.about(sides=tuple(side for side in where.sides if side.kind == "round"))
    return where


def group(question: str, where: Where) -> Where:
    choices = dict(where.truth.case.last.released.groups)[question]
    mine = tuple(side for side in where.sides if side.question == question)
    return where.about(people=where.truth.group(question, choices[0]), sides=mine)


def _after(table: Table, where: Where) -> Where:
    """Return the place of the paragraphs after a table of who answered: the group they are about."""
    names = {name.capitalize(): name for name, _ in where.truth.case.last.released.groups}
    if where.section == "who-answered" and table.header[0] in names:
        return group(names[table.header[0]], where)
    return where


def _block(block: Block, where: Where) -> Iterator[Said]:
    if isinstance(block, Quotes):
        return
    if isinstance(block, Paragraph):
        yield Said(where, (block.text,))
    elif isinstance(block, Bullets):
        if block.items and not set(block.items) <= own_words(where):
            yield Said(where, block.items)
    elif isinstance(block, Picture):
        yield Said(where, block.sentences)
        yield Said(where, (block.alt,))
        yield from drawing(block.svg, where)
        yield Said(where, table=block.table)
    else:
        yield Said(where, table=block)


def data(found: dict[str, Any], truth: Truth) -> Iterator[Said]:
    """Return the sentences of a results file, each with what it stands beside."""
    where = everywhere(truth).about(section="json")
    for entry in (*found["talk_first"], *found["unknown"]):
        yield Said(where.about(enabler=entry["id"]), tuple(text for text in (entry["reason"], entry["prompt"]) if text))
    for side, compared in zip(where.sides, found["comparisons"], strict=True):
        for entry in compared["enablers"]:
            if entry["reason"]:
                yield Said(where.about(sides=(side,), enabler=entry["id"]), (entry["reason"],))
    yield Said(where, tuple(found["warnings"]))


def drawing(svg: str, where: Where) -> Iterator[Said]:
    """Return the title and the description of a drawing."""
    for name in ("title", "desc"):
        found = re.search(rf"<{name}[^>]*>(.*?)</{name}>", svg, re.DOTALL)
        if found:
            yield Said(where.about(section=f"{where.section} {name}"), (html.unescape(found[1]),))


def own_words(where: Where) -> set[str]:
    """Return the words of the questionnaire, which are no words about results."""
    instrument = where.truth.case.last.instrument
    return {statement.text for enabler in instrument.enablers for statement in enabler.statements}
