"""A page for each enabler: its statements, the scores, the comments, and a question to discuss."""

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
"""Ruled lines for notes of the conversation."""

SINCE = {
    (False, 1): translation.mark("{earlier}: {before}. {later}: {now}. This is higher than before."),
    (False, -1): translation.mark("{earlier}: {before}. {later}: {now}. This is lower than before."),
    (False, 0): translation.mark("{earlier}: {before}. {later}: {now}. This has changed."),
    (True, 1): translation.mark("{earlier}: {before}. {later}: {now}. This is clearly higher than before."),
    (True, -1): translation.mark("{earlier}: {before}. {later}: {now}. This is clearly lower than before."),
    (True, 0): translation.mark("{earlier}: {before}. {later}: {now}. This has clearly changed."),
}
"""Messages about a change, by whether it is clear and its direction."""

UNCLEAR = {
    comparison_text.Size.SMALL: translation.mark("{earlier}: {before}. {later}: {now}. There is no clear change."),
    comparison_text.Size.LARGE: translation.mark(
        "{earlier}: {before}. {later}: {now}. The difference is no more than could be expected by chance."
    ),
    comparison_text.Size.UNKNOWN: translation.mark(
        "{earlier}: {before}. {later}: {now}. The averages are not exact enough to say whether this changed."
    ),
}
NOT_COMPARED = translation.mark("{earlier}: {before}. {later}: {now}. These averages are not compared.")

MOST_COLUMNS = 5
"""The most groups and rounds besides everyone in the table of one enabler."""


def pages(results: Results) -> tuple[Section, ...]:
    """Write a page for each enabler, in the instrument's order."""
    return tuple(_page(enabler, results) for enabler in results.instrument.enablers)


def _page(enabler: Enabler, results: Results) -> Section:
    result = results.everyone.enabler(enabler.id)
    settled = workshop.of_enabler(enabler, results)
    blocks = [*_statements(enabler, results), *_answers(result, results), *settled, *_comments(enabler, results)]
    group_ids = [group.id for group in results.instrument.groups]
    return Section(
        f"enabler-{enabler.id}",
        f"{enabler.number}. {enabler.title}",
        (*blocks, _prompt(result, results)),
        new_page=True,
        eyebrow=results.instrument.group_of(enabler).title,
        accent=group_ids.index(enabler.group),
        language=tables.language(results.instrument),
    )


def _statements(enabler: Enabler, results: Results) -> Iterator[Block]:
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
    findings = sentences.enabler_sentences(result, instrument, everyone, place=results.study.place)
    if not result.figures.visible:
        yield Paragraph(findings[0], "warning")
        return
    yield pictures.enabler(result, _compared(result.enabler, results), results, findings)
    changes = tuple(differences(result, results))
    if changes:
        yield Bullets(changes)
    if result.statements:
        yield tables.statements(result, instrument.scale)


def _compared(enabler: Enabler, results: Results) -> list[tuple[str, EnablerResult]]:
    """Return the groups of the first group question that can be shown, then the earlier round."""
    shown = tables.shown_sets(results.groups[0]) if results.groups else []
    groups = [result_set for result_set in shown if result_set.enabler(enabler.id).figures.visible][:MOST_COLUMNS]
    earlier: list[SetResult] = []
    if results.previous is not None and results.previous.visible and len(groups) < MOST_COLUMNS:
        earlier = [results.previous]
    return [(result_set.name, result_set.enabler(enabler.id)) for result_set in (*groups, *earlier)]


def differences(result: EnablerResult, results: Results) -> Iterator[str]:
    """Return how groups differ on an enabler, and how it changed since the last round."""
    for side in comparison_text.strongest(result, results.comparisons):
        yield comparison_text.gap_sentence(side.difference(result.enabler.id), side, results.instrument)
    for side in results.comparisons:
        difference = side.difference(result.enabler.id)
        now, before = (
            quantities.average_bounds(result_set.enabler(difference.enabler.id).figures)
            for result_set in (side.first, side.second)
        )
        if side.kind == "round" and now is not None and before is not None:
            yield translation.say(
                _since(difference, side, results),
                earlier=side.second.name,
                before=quantities.between(before),
                later=side.first.name,
                now=quantities.between(now),
            )


def _since(difference: Difference, side: Comparison, results: Results) -> str:
    """Choose the message that compares an enabler with the last round."""
    # First of all: what was not compared must never be called unchanged (decision 17).
    if difference.verdict is Verdict.NOT_TESTED:
        return NOT_COMPARED
    if not difference.says_something:
        return UNCLEAR[comparison_text.change_size(difference, side, results.instrument)]
    return SINCE[difference.verdict is Verdict.CLEAR, comparison_text.direction(difference, side)]


def _comments(enabler: Enabler, results: Results) -> Iterator[Block]:
    comments = next((entry for entry in results.words if entry.enabler.id == enabler.id), EnablerWords(enabler))
    if comments.reason:
        yield Paragraph(comments.reason, "note")
    if comments.texts:
        yield Paragraph(translation.say("Comments, in random order and not linked to scores:"), "note")
        yield Quotes(comments.texts)
    if comments.held_back:
        yield Paragraph(withheld(comments.held_back), "note")


def withheld(comments: int) -> str:
    """Return the note about comments that are not shown because they may identify a person."""
    return translation.say_plural(
        "1 comment is not shown, because it may identify a person or include contact details.",
        "{n} comments are not shown, because they may identify people or include contact details.",
        comments,
    )


def _prompt(result: EnablerResult, results: Results) -> Paragraph:
    question = ""
    if result.figures.visible:
        scale = results.instrument.scale
        question = talking_points.prompt(result, talking_points.average(results.everyone.enablers), scale)
    # Without results there is still a question to discuss, which depends on no one's score.
    question = question or translation.say("What does this look like in practice? Give one example.")
    return Paragraph(f"{translation.say('Talk about it.')} {question}", "prompt", lines=LINES)
