"""What stands on each page, from results alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from django.http import Http404
from django.utils.translation import gettext as _

from greenshoots.core import translation
from greenshoots.core.analysis import comparison_text
from greenshoots.core.instruments.model import Enabler
from greenshoots.core.language import quantities, sentences
from greenshoots.core.results import Results
from greenshoots.reports import tables
from greenshoots.reports.contents import chapters, comparisons, enabler_pages
from greenshoots.reports.outline import Block, Bullets, Outline, Paragraph, Section, Table
from greenshoots.web.show.results import charts, presenters
from greenshoots.web.show.results.selection import Look


def talk_first(look: Look, nonce: str) -> list[dict[str, Any]]:
    """Give the enablers to begin with, each with its reason, its bars and its page."""
    results = look.results
    reasons: dict[str, list[str]] = {}
    for entry in (*results.talk_first, *results.unknown):
        reasons.setdefault(entry.enabler.id, []).append(entry.reason)
    return [
        {
            "title": result.enabler.axis,
            "url": look.url("enabler", name),
            "reason": " ".join(said),
            "bars": presenters.drawing(charts.small_bars(result, results.instrument), nonce),
        }
        for name, said in reasons.items()
        for result in (results.everyone.enabler(name),)
    ]


def opening(results: Results) -> tuple[str, ...]:
    """Say how the list of where to talk first is ordered and how far to trust it, or that anything may come first."""
    return tuple(block.text for block in chapters.talk_first(results).blocks if isinstance(block, Paragraph))


def hidden(results: Results) -> list[str]:
    """Say which choices are not shown, which in part and which together: hidden is told apart from nobody."""
    found = []
    for group in results.groups:
        for part in group.sets:
            if not part.visible:
                found.append(f"{part.name}: {_lower(sentences.hidden_sentence(part.state))}")
            elif told := sentences.coverage_sentence(part):
                found.append(f"{part.name}: {_lower(told)}")
        together = group.combined
        if together is not None and together.visible and together.n is not None:
            found.append(f"{together.name} ({quantities.people(together.n)}).")
    return found


def nothing(results: Results) -> str:
    """Say why there is no picture."""
    everyone = results.everyone
    return "" if everyone.visible else sentences.hidden_sentence(everyone.state, everyone.kind)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def order(asked: str) -> charts.Order:
    """Give the order of rows that somebody asks for, or the instrument's."""
    return next((known for known in get_args(charts.Order) if known == asked), "instrument")


def orders(look: Look, now: charts.Order) -> list[dict[str, Any]]:
    """Give a link to each order of rows."""
    names: dict[charts.Order, str] = {
        "instrument": _("Question order"),
        "talk": _("What to talk about first"),
        "mean": _("Average, lowest first"),
        "spread": _("Spread, widest first"),
    }
    return [{"text": text, "url": look.url("answers", order=name), "here": name == now} for name, text in names.items()]


def enablers(look: Look) -> list[dict[str, Any]]:
    """Give the page of each enabler, by group."""
    asked = look.whole.instrument
    return [
        {
            "title": group.title,
            "enablers": [
                {"title": one.title, "number": one.number, "url": look.url("enabler", one.id)}
                for one in asked.enablers
                if one.group == group.id
            ],
        }
        for group in asked.groups
    ]


def all_tables(results: Results) -> list[Table]:
    """Give the numbers: the averages, every answer, and who answered."""
    found = []
    if results.everyone.visible:
        found += [tables.spider(results), tables.strips(results.everyone, results.instrument), tables.middle(results)]
    return found + [tables.who_answered(group, results.policy.minimum) for group in results.groups]


def in_words(results: Results) -> tuple[Section, ...]:
    """Give what a report says without its pictures and tables."""
    found: Outline = chapters.summary(results)
    return tuple(_told(section) for section in found.sections)


def _told(section: Section) -> Section:
    kept = [block for block in section.blocks if not isinstance(block, Table) and not _is_warning(block)]
    return replace(section, blocks=tuple(kept))


def _is_warning(block: Block) -> bool:
    """Every page of results has the warnings at its head."""
    return isinstance(block, Paragraph) and block.kind == "warning"


def between_rounds(results: Results) -> tuple[Section, ...]:
    """Give what changed since the round before, and the averages of every round."""
    answered = Bullets(tuple(comparison_text.answered(part) for part in results.rounds))
    every = Section("rounds", translation.say("Who answered"), (answered, *_averages(results)))
    return (*comparisons.change(results), every)


def _averages(results: Results) -> tuple[Table, ...]:
    if len(results.rounds) < 3:
        return ()
    header = (translation.say("Enabler"), *(part.name for part in results.rounds))
    rows = tuple(
        (tables.axis_name(one), *(tables.average(part.enabler(one.id).figures) for part in results.rounds))
        for one in results.instrument.enablers
    )
    return (Table(translation.say("Averages"), header, rows, language=tables.language(results.instrument)),)


def enabler(results: Results, name: str) -> Section:
    """Give the page of one enabler.

    Raises:
        Http404: there is none of this name.
    """
    found = next((one for one in results.instrument.enablers if one.id == name), None)
    if found is None:
        raise Http404
    return enabler_pages.pages(charts.asking_only(results, found))[0]


def beside(look: Look, name: str) -> dict[str, Any]:
    """Give the enablers before and after one."""
    asked = look.whole.instrument.enablers
    at = [one.id for one in asked].index(name)
    return {
        "previous": _link(look, asked[at - 1]) if at else None,
        "next": _link(look, asked[at + 1]) if at + 1 < len(asked) else None,
    }


def _link(look: Look, one: Enabler) -> dict[str, Any]:
    return {"title": one.title, "url": look.url("enabler", one.id)}


def written(look: Look) -> list[dict[str, Any]]:
    """Give what people wrote about each enabler, as the report says it."""
    found = []
    for entry in look.whole.words:
        if entry.texts or entry.reason or entry.held_back:
            told = {"id": entry.enabler.id, "texts": entry.texts, "reason": entry.reason, "held_back": entry.held_back}
            found.append(_link(look, entry.enabler) | told)
    return found
