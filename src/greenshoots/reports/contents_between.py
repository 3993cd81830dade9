"""Comparisons: between groups, and between rounds; and who answered."""

from __future__ import annotations

from collections.abc import Iterator

from greenshoots.core import contrasts, sentences, wording
from greenshoots.core.results import Comparison, GroupResult, Results, SetResult
from greenshoots.reports import pictures, tables, values
from greenshoots.reports.outline import Block, Bullets, Paragraph, Section

LOW_REPRESENTATIVENESS = 0.7


def groups(results: Results) -> tuple[Section, ...]:
    """Write a page for each respondent group that has something to show or to explain."""
    return tuple(_group(group, results) for group in results.groups)


def _group(group: GroupResult, results: Results) -> Section:
    sides = [side for side in results.comparisons if side.kind == "group" and side.group == group.name]
    blocks: list[Block] = []
    if tables.shown_sets(group):
        blocks.append(pictures.gaps(group, results))
    blocks += _caution(sides)
    notes = tuple(_notes(group))
    if notes:
        blocks.append(Bullets(notes))
    blocks.append(Paragraph("Ask each group for one concrete example of what they see.", "prompt", lines=3))
    return Section(f"group-{values.slug(group.name)}", f"Between groups: {group.name}", tuple(blocks), new_page=True)


def _caution(sides: list[Comparison]) -> Iterator[Block]:
    text = next((text for side in sides if (text := contrasts.caution(side))), "")
    if text:
        yield Paragraph(text, "note")


def _notes(group: GroupResult) -> Iterator[str]:
    for part in group.sets:
        if not part.visible and part.n != 0:
            yield f"{part.name}: {_lower(sentences.hidden_sentence(part.state))}"
        elif text := sentences.coverage_sentence(part):
            yield f"{part.name}: {_lower(text)}"
    if group.combined is not None and group.combined.visible and group.combined.n is not None:
        yield f"{group.combined.name} ({wording.people(group.combined.n)})."
    if group.not_given:
        yield "Some people left this question blank. They count in the overall picture."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def change(results: Results) -> tuple[Section, ...]:
    """Write what changed since the round before, where both rounds may be seen."""
    side = next((side for side in results.comparisons if side.kind == "round"), None)
    if side is None:
        return ()
    blocks: list[Block] = [
        pictures.change(side, results),
        Paragraph("What did you try since last time, and what came of it?", "prompt", lines=3),
    ]
    return (Section("change", f"Since {side.second.name}", tuple(blocks), new_page=True),)


def who_answered(results: Results) -> Section:
    """Write who answered and who did not, with every warning."""
    everyone = results.everyone
    blocks: list[Block] = [Paragraph(_rate(everyone), "lead")]
    blocks += [Paragraph(text, "warning") for text in results.warnings]
    if len(results.rounds) > 1:
        earlier = tuple(f"{part.name}: {wording.answered(part)} answered." for part in results.rounds)
        blocks.append(Bullets(earlier))
    for group in results.groups:
        blocks.append(tables.who_answered(group, results.policy.minimum))
        blocks += [Paragraph(text) for text in _reached(group)]
    return Section("who-answered", "Who answered", tuple(blocks), new_page=True)


def _rate(everyone: SetResult) -> str:
    if everyone.n is None:
        return sentences.TOO_FEW
    if everyone.asked is None:
        return f"{wording.people(everyone.n)} answered. How many were asked is not known, so neither is the share."
    if everyone.n >= everyone.asked:
        return f"Everyone answered: {wording.people(everyone.n)}."
    return f"{wording.answered(everyone)} answered."


def _reached(group: GroupResult) -> Iterator[str]:
    rated = [part for part in group.sets if part.visible and part.rate is not None]
    if group.representativeness is None or len(rated) < 2:
        return
    rated.sort(key=lambda part: part.rate or 0.0)
    least, most = rated[0], rated[-1]
    yield (
        f"{least.name} answered {_as_often((least.rate or 0.0) / (most.rate or 1.0))} as {most.name}: "
        f"{wording.answered(least)}, beside {wording.answered(most)}."
    )
    value = wording.number(group.representativeness, 2)
    low = group.representativeness < LOW_REPRESENTATIVENESS
    meaning = "so the picture leans towards those who answered more" if low else "so no group is missing by much"
    yield f"How evenly the groups answered: {value}, where 1 is the same share in every group, {meaning}."


def _as_often(ratio: float) -> str:
    steps = ((0.92, "about as often"), (0.7, "about three quarters as often"), (0.58, "about two thirds as often"))
    more = ((0.42, "about half as often"), (0.29, "about a third as often"), (0.0, "less than a third as often"))
    return next(words for least, words in (*steps, *more) if ratio >= least)
