"""The last pages: what the numbers mean, how people are protected, and what a report cannot say."""

from __future__ import annotations

from greenshoots.core import promises, wording
from greenshoots.core.instrument import Scale, ScoreEach
from greenshoots.core.policy import Protection
from greenshoots.core.results import Results
from greenshoots.reports import tables
from greenshoots.reports.outline import Block, Bullets, Paragraph, Section, Table


def protection(results: Results) -> Section:
    """Explain how the people who answered are protected."""
    paragraphs = promises.protection_paragraphs(results.policy)
    unprotected = results.policy.protection is Protection.NONE
    first = Paragraph(paragraphs[0], "warning" if unprotected else "lead")
    return Section(
        "protection",
        "How people are protected",
        (first, *(Paragraph(text) for text in paragraphs[1:])),
        new_page=True,
    )


def method(results: Results) -> Section:
    """Explain every figure that the report shows, and its limits."""
    return Section(
        "method",
        "How to read this report",
        (Paragraph("Every number here can be worked out again from the bars. These are the words we use.", "lead"),),
        (
            Section("method-words", "What the words mean", (_words(results),)),
            Section("method-scale", "The scale", _scale(results)),
            Section("method-limits", "What this report cannot say", (_limits(results),)),
            Section("method-source", "Where the questions come from", _source(results)),
        ),
        new_page=True,
    )


def _words(results: Results) -> Table:
    scale = results.instrument.scale
    rows = [
        ("Average", _average(results)),
        ("Middle half", "The scores between the lowest quarter and the highest quarter of people."),
        (
            "Likely range",
            (
                "Where the average of everybody who was asked probably lies, nine times in ten, if those who did "
                "not answer are like those who did. It needs ten people who scored."
            ),
        ),
        *_agree(scale),
        (
            "Points away from the middle answer",
            (
                "How far apart people are: 0 when all give the same score, "
                f"{wording.number((scale.maximum - scale.minimum) / 2)} when half stand at each end."
            ),
        ),
        ("Split", "Many people at both ends and few in between. The dot on the spider is hollow."),
        ("Far apart", "As far from each other as if every score had been given equally often, or nearly."),
        ("Low", "Clearly below the average of all enablers here. It is not a mark out of anything."),
        ("Not sure", "An answer of its own. It is never counted as a score. A quarter or more is a finding."),
        *_between(results),
    ]
    return Table("Words and what they mean", ("Word", "What it means"), tuple(rows))


def _average(results: Results) -> str:
    if results.instrument.score_each is ScoreEach.STATEMENT:
        return (
            "An enabler's average is the average of its statements' averages. A statement's is its scores added up, "
            "divided by how many people scored it."
        )
    return "All scores added up, divided by how many people gave one. Statisticians call it the mean."


def _agree(scale: Scale) -> list[tuple[str, str]]:
    if wording.agreeing(scale)[0] != "agree":
        return []
    up, down = wording.points(scale, wording.upper(scale)), wording.points(scale, wording.lower(scale))
    return [("Agree, disagree", f"Agree means a score of {up}, disagree a score of {down}.")]


def _between(results: Results) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if any(side.kind == "group" for side in results.comparisons):
        found.append(
            (
                "Higher, lower",
                (
                    "A group is compared with everyone else, never with a whole that holds it. We say it differs "
                    "only when both sides have 8 people, the difference is at least medium, and chance would "
                    "bring it about once in ten times at most. “Clearly” also allows for having compared every "
                    "enabler."
                ),
            )
        )
    if any(side.kind == "round" for side in results.comparisons):
        found.append(
            (
                "Up, down",
                (
                    "The same rule between two rounds. “No clear change” means that chance alone could have moved the "
                    "average as far as it went."
                ),
            )
        )
    return found


def _scale(results: Results) -> tuple[Block, ...]:
    scale, spoken = results.instrument.scale, tables.language(results.instrument)
    labels = tuple(f"{point} – {scale.labels[point]}" for point in scale.points if point in scale.labels)
    how = (
        "Each statement was scored on its own."
        if results.instrument.score_each is ScoreEach.STATEMENT
        else "People read the statements of an enabler and then gave it one score."
    )
    turned = any(statement.reverse for enabler in results.instrument.enablers for statement in enabler.statements)
    blocks: list[Block] = [
        Paragraph(f"Scores go from {scale.minimum} to {scale.maximum}. {how}"),
        Bullets((*labels, scale.unsure), language=spoken),
    ]
    if turned:
        blocks.append(
            Paragraph(
                "Where agreeing with a statement means that a condition is weak, its scores are turned round "
                "first, so that a high score always means the same."
            )
        )
    return tuple(blocks)


def _limits(results: Results) -> Bullets:
    items = [
        "How good anybody is. A score shows how people see things today, and opens a conversation about it.",
        "How one place, team or person stands against another. There is no total and no ranking, on purpose.",
        "What those think who did not answer. They may see things differently.",
        "Why people scored as they did. Only people can tell you, so ask them.",
        "Where to begin. There is no right order; strengthen what you choose together.",
    ]
    if results.policy.protection is Protection.PROTECTED:
        items.append("What any one person answered. That is kept from everybody, and so are groups that are too small.")
    return Bullets(tuple(items))


def _source(results: Results) -> tuple[Block, ...]:
    instrument = results.instrument
    blocks: list[Block] = [
        Paragraph(f"{wording.isolated(instrument.title, instrument)}, version {instrument.version}."),
    ]
    if instrument.source:
        blocks.append(Paragraph(f"{wording.isolated(instrument.source, instrument)}."))
    if instrument.draft:
        blocks.append(Paragraph("The wording of this questionnaire is a draft and may still change.", "warning"))
    return tuple(blocks)
