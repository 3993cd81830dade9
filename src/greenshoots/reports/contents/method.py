"""The last pages: what the numbers mean, how people are protected, and the limits of a report."""

from __future__ import annotations

from greenshoots.core import translation
from greenshoots.core.disclosure import privacy_notice
from greenshoots.core.disclosure.policy import Protection
from greenshoots.core.instruments.model import Instrument, ScoreEach
from greenshoots.core.language import quantities
from greenshoots.core.results import Results
from greenshoots.reports import tables
from greenshoots.reports.contents import comments
from greenshoots.reports.outline import Block, Bullets, Paragraph, Section


def protection(results: Results) -> Section:
    """Explain how the people who answered are protected."""
    paragraphs = privacy_notice.protection_paragraphs(results.policy)
    unprotected = results.policy.protection is Protection.NONE
    # Only a report without protection starts with a warning, because it must not be shared.
    first = Paragraph(paragraphs[0], "warning" if unprotected else "lead")
    return Section(
        "protection",
        translation.say("How people's answers are protected"),
        (first, *(Paragraph(text) for text in paragraphs[1:])),
        new_page=True,
    )


def method(results: Results) -> Section:
    """Explain every figure that the report shows, and its limits."""
    lead = translation.say("This page explains the numbers in this report and the terms we use.")
    return Section(
        "method",
        translation.say("How to read this report"),
        (Paragraph(lead, "lead"),),
        (
            Section("method-words", translation.say("What the terms mean"), (comments.table(results),)),
            Section("method-scale", translation.say("The scale"), _scale(results)),
            Section("method-limits", translation.say("What this report cannot tell you"), (_limits(results),)),
            Section("method-source", translation.say("Where the questions come from"), _source(results)),
        ),
        new_page=True,
    )


def _scale(results: Results) -> tuple[Block, ...]:
    scale, language = results.instrument.scale, tables.language(results.instrument)
    labels = tuple(f"{point} – {scale.labels[point]}" for point in scale.points if point in scale.labels)
    how = (
        translation.say("People scored each statement separately.")
        if results.instrument.score_each is ScoreEach.STATEMENT
        else translation.say("People read the statements for an enabler and then gave it one score.")
    )
    ends = translation.say("Scores go from {minimum} to {maximum}.", minimum=scale.minimum, maximum=scale.maximum)
    has_reversed = any(statement.reverse for enabler in results.instrument.enablers for statement in enabler.statements)
    blocks: list[Block] = [
        Paragraph(f"{ends} {how}"),
        Bullets((*labels, scale.unsure), language=language),
    ]
    if has_reversed:
        blocks.append(
            Paragraph(
                translation.say(
                    "If agreeing with a statement means that an enabler is weak, its scores are reversed first. A "
                    "high score then always means the same."
                )
            )
        )
    return tuple(blocks)


def _limits(results: Results) -> Bullets:
    items = [
        translation.say(
            "How well a person or team is doing. A score shows how people see things today, and starts a "
            "conversation about it."
        ),
        translation.say(
            "How one place, team or person compares with another. There is no total and no ranking, on purpose."
        ),
        translation.say("What people who did not answer think. They may see things differently."),
        translation.say("Why people scored as they did. Only they can tell you, so ask them."),
        translation.say("What to work on first. There is no right order: choose your priorities together."),
    ]
    if results.policy.protection is Protection.PROTECTED:
        items.append(
            translation.say(
                "How a single person scored, or how very small groups scored. This report does not show that."
            )
        )
    return Bullets(tuple(items))


def asked_with(instrument: Instrument) -> str:
    """Name the questionnaire and its version."""
    title = quantities.isolated(instrument.title, instrument)
    return translation.say("{title}, version {version}", title=title, version=instrument.version)


def _source(results: Results) -> tuple[Block, ...]:
    instrument = results.instrument
    blocks: list[Block] = [Paragraph(f"{asked_with(instrument)}.")]
    if instrument.source:
        blocks.append(Paragraph(f"{quantities.isolated(instrument.source, instrument)}."))
    if instrument.draft:
        draft = translation.say("The wording of this questionnaire is a draft and may still change.")
        blocks.append(Paragraph(draft, "warning"))
    return tuple(blocks)
