"""The contents of each page, from results alone."""

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


def talk_first(selected: Look, nonce: str) -> list[dict[str, Any]]:
    """Return the enablers to talk about first, each with its reason, its bars and its page."""
    results = selected.results
    reasons: dict[str, list[str]] = {}
    for entry in (*results.talk_first, *results.unknown):
        # An enabler that many people are not sure about can also be low or split. It is listed once, with all its
        # reasons.
        reasons.setdefault(entry.enabler.id, []).append(entry.reason)
    return [
        {
            "title": result.enabler.axis,
            "url": selected.url("enabler", name),
            "reason": " ".join(said),
            "bars": presenters.drawing(charts.small_bars(result, results.instrument), nonce),
        }
        for name, said in reasons.items()
        for result in (results.everyone.enabler(name),)
    ]


def opening(results: Results) -> tuple[str, ...]:
    """Return the sentences above the enablers to talk about first: their order, and how far to trust it."""
    return tuple(block.text for block in chapters.talk_first(results).blocks if isinstance(block, Paragraph))


def hidden(results: Results) -> list[str]:
    """Return a sentence for each choice that is not shown, shown in part, or shown together with others.

    A choice that no one made is not called hidden.
    """
    texts = []
    for group in results.groups:
        for choice in group.sets:
            if not choice.visible:
                texts.append(f"{choice.name}: {_lower(sentences.hidden_sentence(choice.state))}")
            elif coverage := sentences.coverage_sentence(choice):
                texts.append(f"{choice.name}: {_lower(coverage)}")
        together = group.combined
        if together is not None and together.visible and together.n is not None:
            texts.append(f"{together.name} ({quantities.people(together.n)}).")
    return texts


def nothing(results: Results) -> str:
    """Return why there is no chart; empty where there is one."""
    everyone = results.everyone
    return "" if everyone.visible else sentences.hidden_sentence(everyone.state, everyone.kind)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def order(asked: str) -> charts.Order:
    """Return the order of rows that the address asks for, or the order of the questions."""
    return next((known for known in get_args(charts.Order) if known == asked), "instrument")


def orders(selected: Look, now: charts.Order) -> list[dict[str, Any]]:
    """Return a link to each order of rows."""
    names: dict[charts.Order, str] = {
        "instrument": _("Question order"),
        "talk": _("What to talk about first"),
        "mean": _("Average, lowest first"),
        "spread": _("Spread, widest first"),
    }
    return [
        {"text": text, "url": selected.url("answers", order=name), "here": name == now} for name, text in names.items()
    ]


def enablers(selected: Look) -> list[dict[str, Any]]:
    """Return a link to the page of each enabler, by group."""
    asked = selected.whole.instrument
    return [
        {
            "title": group.title,
            "enablers": [
                {"title": enabler.title, "number": enabler.number, "url": selected.url("enabler", enabler.id)}
                for enabler in asked.enablers
                if enabler.group == group.id
            ],
        }
        for group in asked.groups
    ]


def all_tables(results: Results) -> list[Table]:
    """Return the tables of numbers: averages, responses, and who answered."""
    shown = []
    if results.everyone.visible:
        shown += [tables.spider(results), tables.strips(results.everyone, results.instrument), tables.middle(results)]
    return shown + [tables.who_answered(group, results.policy.minimum) for group in results.groups]


def in_words(results: Results) -> tuple[Section, ...]:
    """Return the summary of a report without its charts and tables."""
    report: Outline = chapters.summary(results)
    return tuple(_without_tables(section) for section in report.sections)


def _without_tables(section: Section) -> Section:
    kept = [block for block in section.blocks if not isinstance(block, Table) and not _is_warning(block)]
    return replace(section, blocks=tuple(kept))


def _is_warning(block: Block) -> bool:
    """Return whether a block is a warning: these are at the top of every page already."""
    return isinstance(block, Paragraph) and block.kind == "warning"


def between_rounds(results: Results) -> tuple[Section, ...]:
    """Return what changed since the round before, and the averages of every round."""
    answered = Bullets(tuple(comparison_text.answered(part) for part in results.rounds))
    every = Section("rounds", translation.say("Who answered"), (answered, *_averages(results)))
    return (*comparisons.change(results), every)


def _averages(results: Results) -> tuple[Table, ...]:
    # With two rounds, the comparison above has the same averages.
    if len(results.rounds) < 3:
        return ()
    header = (translation.say("Enabler"), *(part.name for part in results.rounds))
    rows = tuple(
        (tables.axis_name(one), *(tables.average(part.enabler(one.id).figures) for part in results.rounds))
        for one in results.instrument.enablers
    )
    return (Table(translation.say("Averages"), header, rows, language=tables.language(results.instrument)),)


def enabler(results: Results, name: str) -> Section:
    """Return the page of an enabler.

    Raises:
        Http404: there is no enabler with this id.
    """
    wanted = next((enabler for enabler in results.instrument.enablers if enabler.id == name), None)
    if wanted is None:
        raise Http404
    return enabler_pages.pages(charts.asking_only(results, wanted))[0]


def neighbours(selected: Look, name: str) -> dict[str, Any]:
    """Return links to the enablers before and after an enabler."""
    asked = selected.whole.instrument.enablers
    at = [enabler.id for enabler in asked].index(name)
    return {
        "previous": _link(selected, asked[at - 1]) if at else None,
        "next": _link(selected, asked[at + 1]) if at + 1 < len(asked) else None,
    }


def _link(selected: Look, target: Enabler) -> dict[str, Any]:
    return {"title": target.title, "url": selected.url("enabler", target.id)}


def written(selected: Look) -> list[dict[str, Any]]:
    """Return the comments on each enabler, as the report shows them."""
    return [
        _link(selected, comments.enabler)
        | {
            "id": comments.enabler.id,
            "texts": comments.texts,
            "reason": comments.reason,
            "held_back": comments.held_back,
        }
        # From the whole, whatever the filters: comments are never shown by group.
        for comments in selected.whole.words
        if comments.texts or comments.reason or comments.held_back
    ]
