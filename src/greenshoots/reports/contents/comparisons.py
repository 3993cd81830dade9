"""Chapters about groups, change over time, and who answered."""

from __future__ import annotations

from collections.abc import Iterator

from greenshoots.core import translation
from greenshoots.core.analysis import comparison_text
from greenshoots.core.language import quantities, sentences
from greenshoots.core.results import Comparison, GroupResult, Results, SetResult
from greenshoots.reports import pictures, tables, values
from greenshoots.reports.outline import Block, Bullets, Paragraph, Section

# Each limit lies about half-way between two fractions: 0.7 between three quarters and two thirds, 0.58 between two
# thirds and a half.
AS_OFTEN = (
    (
        0.92,
        translation.mark(
            "{least}: {few} answered. {most}: {many} answered. The two response rates are about the same."
        ),
    ),
    (
        0.7,
        translation.mark(
            "{least}: {few} answered. {most}: {many} answered. The first group's response rate is about three "
            "quarters of the second group's."
        ),
    ),
    (
        0.58,
        translation.mark(
            "{least}: {few} answered. {most}: {many} answered. The first group's response rate is about two thirds "
            "of the second group's."
        ),
    ),
    (
        0.42,
        translation.mark(
            "{least}: {few} answered. {most}: {many} answered. The first group's response rate is about half of the "
            "second group's."
        ),
    ),
    (
        0.29,
        translation.mark(
            "{least}: {few} answered. {most}: {many} answered. The first group's response rate is about a third of "
            "the second group's."
        ),
    ),
    (
        0.0,
        translation.mark(
            "{least}: {few} answered. {most}: {many} answered. The first group's response rate is less than a third "
            "of the second group's."
        ),
    ),
)
"""Messages by the response rate of a group as a share of another group's."""

LEANS = translation.mark(
    "How evenly the groups answered: {number}, where 1 means the same share in every group. The results lean towards "
    "the groups that answered more."
)
EVEN = translation.mark("How evenly the groups answered: {number}, where 1 means the same share in every group.")


def groups(results: Results) -> tuple[Section, ...]:
    """Write a page for each group question."""
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
    prompt = translation.say("Ask each group for one example of what they see.")
    blocks.append(Paragraph(prompt, "prompt", lines=3))
    title = translation.say("Compare groups: {group}", group=group.name)
    return Section(f"group-{values.slug(group.name)}", title, tuple(blocks), new_page=True)


def _caution(sides: list[Comparison]) -> Iterator[Block]:
    text = next((text for side in sides if (text := comparison_text.caution(side))), "")
    if text:
        yield Paragraph(text, "note")


def _notes(group: GroupResult) -> Iterator[str]:
    for choice in group.sets:
        if not choice.visible and choice.n != 0:
            yield f"{choice.name}: {_lower(sentences.hidden_sentence(choice.state))}"
        elif text := sentences.coverage_sentence(choice):
            yield f"{choice.name}: {_lower(text)}"
    if group.combined is not None and group.combined.visible and group.combined.n is not None:
        yield f"{group.combined.name} ({quantities.people(group.combined.n)})."
    if group.not_given:
        yield translation.say("Some people did not answer this question. Their scores count in the overall results.")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def change(results: Results) -> tuple[Section, ...]:
    """Write what changed since the last round, if both rounds can be shown."""
    side = next((side for side in results.comparisons if side.kind == "round"), None)
    if side is None:
        return ()
    blocks: list[Block] = [
        pictures.change(side, results),
        Paragraph(translation.say("What have you tried since the last round, and what happened?"), "prompt", lines=3),
    ]
    return (Section("change", translation.say("Change over time"), tuple(blocks), new_page=True),)


def who_answered(results: Results) -> Section:
    """Write who answered and who did not, with every warning."""
    everyone = results.everyone
    blocks: list[Block] = [Paragraph(_rate(everyone), "lead")]
    blocks += [Paragraph(text, "warning") for text in results.warnings]
    if len(results.rounds) > 1:
        rounds = tuple(comparison_text.answered(round_) for round_ in results.rounds)
        blocks.append(Bullets(rounds))
    for group in results.groups:
        blocks.append(tables.who_answered(group, results.policy.minimum))
        blocks += [Paragraph(text) for text in _reached(group)]
    return Section("who-answered", translation.say("Who answered"), tuple(blocks), new_page=True)


def _rate(everyone: SetResult) -> str:
    if everyone.n is None:
        return translation.say(sentences.TOO_FEW)
    if everyone.asked is None:
        return translation.say(
            "{people} answered. We do not know how many were asked, so there is no response rate.",
            people=quantities.people(everyone.n),
        )
    if everyone.over:
        return translation.say(
            "{people} answered, more than the {asked} who were asked, so there is no response rate.",
            people=quantities.people(everyone.n),
            asked=translation.count(everyone.asked),
        )
    if everyone.n == everyone.asked:
        return translation.say("Everyone answered: {people}.", people=quantities.people(everyone.n))
    return translation.say("{people} answered.", people=quantities.answered(everyone))


def _reached(group: GroupResult) -> Iterator[str]:
    rated = [choice for choice in group.sets if choice.visible and choice.rate is not None and not choice.over]
    # Without rates of at least two choices there is nothing to compare.
    if group.representativeness is None or len(rated) < 2:
        return
    rated.sort(key=lambda choice: choice.rate or 0.0)
    lowest, highest = rated[0], rated[-1]
    ratio = (lowest.rate or 0.0) / (highest.rate or 1.0)
    yield translation.say(
        next(message for at_least, message in AS_OFTEN if ratio >= at_least),
        least=lowest.name,
        most=highest.name,
        few=quantities.answered(lowest),
        many=quantities.answered(highest),
    )
    value = quantities.number(group.representativeness, 2)
    yield translation.say(LEANS if group.leans else EVEN, number=value)
