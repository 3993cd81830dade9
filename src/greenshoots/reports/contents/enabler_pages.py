"""A page for each enabler: what people read, what they answered, what they wrote, and room to talk about it."""

from __future__ import annotations

from collections.abc import Iterator

from greenshoots.core import translation
from greenshoots.core.analysis import comparison_text, talking_points
from greenshoots.core.disclosure.free_text import EnablerWords
from greenshoots.core.instruments.model import Enabler, ScoreEach
from greenshoots.core.language import quantities, sentences
from greenshoots.core.results import Comparison, Difference, EnablerResult, Results, SetResult, Verdict
from greenshoots.reports import pictures, tables
from greenshoots.reports.contents import workshop
from greenshoots.reports.outline import Block, Bullets, Paragraph, Quotes, Section

LINES = 3
"""Ruled lines to write on what was said."""

SINCE = {
    (False, 1): translation.mark("{earlier}: {before}. {later}: {now}. This is higher than before."),
    (False, -1): translation.mark("{earlier}: {before}. {later}: {now}. This is lower than before."),
    (False, 0): translation.mark("{earlier}: {before}. {later}: {now}. This has changed."),
    (True, 1): translation.mark("{earlier}: {before}. {later}: {now}. This is clearly higher than before."),
    (True, -1): translation.mark("{earlier}: {before}. {later}: {now}. This is clearly lower than before."),
    (True, 0): translation.mark("{earlier}: {before}. {later}: {now}. This has clearly changed."),
}
"""What is said of a change, by whether it is clear and which way it went."""

UNCLEAR = {
    comparison_text.Size.SMALL: translation.mark("{earlier}: {before}. {later}: {now}. There is no clear change."),
    comparison_text.Size.LARGE: translation.mark(
        "{earlier}: {before}. {later}: {now}. This is no more than chance can explain."
    ),
    comparison_text.Size.UNKNOWN: translation.mark(
        "{earlier}: {before}. {later}: {now}. The averages are not exact enough to say whether this changed."
    ),
}
NOT_COMPARED = translation.mark("{earlier}: {before}. {later}: {now}. These averages are not compared.")

MOST_COLUMNS = 5
"""Groups that fit beside everyone in the table of one enabler."""


def pages(results: Results) -> tuple[Section, ...]:
    """Write a page for each enabler, in the instrument's order."""
    return tuple(_page(enabler, results) for enabler in results.instrument.enablers)


def _page(enabler: Enabler, results: Results) -> Section:
    result = results.everyone.enabler(enabler.id)
    settled = workshop.of_enabler(enabler, results)
    blocks = [*_read_out(enabler, results), *_answers(result, results), *settled, *_written(enabler, results)]
    group_ids = [group.id for group in results.instrument.groups]
    return Section(
        f"enabler-{enabler.id}",
        f"{enabler.number}. {enabler.title}",
        (*blocks, _talk(result, results)),
        new_page=True,
        eyebrow=results.instrument.group_of(enabler).title,
        accent=group_ids.index(enabler.group),
        language=tables.language(results.instrument),
    )


def _read_out(enabler: Enabler, results: Results) -> Iterator[Block]:
    each = results.instrument.score_each is ScoreEach.STATEMENT
    opening = (
        translation.say("People scored each of these:")
        if each
        else translation.say("People read this and gave one score:")
    )
    yield Paragraph(opening, "note")
    texts = tuple(statement.text for statement in enabler.statements)
    yield Bullets(texts, numbered=each, language=tables.language(results.instrument))


def _answers(result: EnablerResult, results: Results) -> Iterator[Block]:
    everyone, instrument = results.everyone, results.instrument
    said = sentences.enabler_sentences(result, instrument, everyone, place=results.study.place)
    if not result.figures.visible:
        yield Paragraph(said[0], "warning")
        return
    yield pictures.enabler(result, _beside(result.enabler, results), results, said)
    differs = tuple(differences(result, results))
    if differs:
        yield Bullets(differs)
    if result.statements:
        yield tables.statements(result, instrument.scale)


def _beside(enabler: Enabler, results: Results) -> list[tuple[str, EnablerResult]]:
    """Give the groups of the most important question that may be seen, then the earlier round."""
    shown = tables.shown_sets(results.groups[0]) if results.groups else []
    found = [part for part in shown if part.enabler(enabler.id).figures.visible][:MOST_COLUMNS]
    earlier: list[SetResult] = []
    if results.previous is not None and results.previous.visible and len(found) < MOST_COLUMNS:
        earlier = [results.previous]
    return [(part.name, part.enabler(enabler.id)) for part in (*found, *earlier)]


def differences(result: EnablerResult, results: Results) -> Iterator[str]:
    """Say where groups see one enabler differently, and how it changed since the round before."""
    for side in comparison_text.strongest(result, results.comparisons):
        yield comparison_text.gap_sentence(side.difference(result.enabler.id), side, results.instrument)
    for side in results.comparisons:
        found = side.difference(result.enabler.id)
        now, before = (
            quantities.average_bounds(part.enabler(found.enabler.id).figures) for part in (side.first, side.second)
        )
        if side.kind == "round" and now is not None and before is not None:
            yield translation.say(
                _since(found, side, results),
                earlier=side.second.name,
                before=quantities.between(before),
                later=side.first.name,
                now=quantities.between(now),
            )


def _since(found: Difference, side: Comparison, results: Results) -> str:
    """Choose the message about an enabler beside the round before."""
    if found.verdict is Verdict.NOT_TESTED:
        return NOT_COMPARED
    if not found.says_something:
        return UNCLEAR[comparison_text.change_size(found, side, results.instrument)]
    return SINCE[found.verdict is Verdict.CLEAR, comparison_text.direction(found, side)]


def _written(enabler: Enabler, results: Results) -> Iterator[Block]:
    words = next((entry for entry in results.words if entry.enabler.id == enabler.id), EnablerWords(enabler))
    if words.reason:
        yield Paragraph(words.reason, "note")
    if words.texts:
        yield Paragraph(translation.say("Comments, in random order and not linked to scores:"), "note")
        yield Quotes(words.texts)
    if words.held_back:
        yield Paragraph(withheld(words.held_back), "note")


def withheld(comments: int) -> str:
    """Return the note about comments that are not shown because they may identify a person."""
    return translation.say_plural(
        "1 comment is not shown, because it may identify a person or include contact details.",
        "{n} comments are not shown, because they may identify people or include contact details.",
        comments,
    )


def _talk(result: EnablerResult, results: Results) -> Paragraph:
    question = ""
    if result.figures.visible:
        scale = results.instrument.scale
        question = talking_points.prompt(result, talking_points.average(results.everyone.enablers), scale)
    # A question of its own leads to a conversation as well, and rests on nobody's score.
    question = question or translation.say("What does this look like in practice? Give one example.")
    return Paragraph(f"{translation.say('Talk about it.')} {question}", "prompt", lines=LINES)
