"""The order of a report's sections: results become an outline, and every format draws the same outline."""

from __future__ import annotations

from collections.abc import Iterator

from greenshoots.core import translation
from greenshoots.core.analysis import chance, comparison_text, talking_points
from greenshoots.core.disclosure import privacy_notice
from greenshoots.core.disclosure.policy import Protection
from greenshoots.core.language import picture_sentences, quantities, sentences
from greenshoots.core.results import Comparison, Results, TalkFirst, Verdict
from greenshoots.reports import pictures, tables
from greenshoots.reports.contents import comparisons, enabler_pages, method, workshop
from greenshoots.reports.outline import Block, Bullets, Outline, Paragraph, Section

REMINDER = translation.mark("Scores are the start of a conversation, not a verdict.")
"""Printed on every page, so that no page can be passed around as a league table."""

MOST_UNSURE = 3
"""The most enablers with many “not sure” answers that get a line each."""


def write(results: Results) -> Outline:
    """Write the whole report.

    Arguments:
        results: Everything that may be said.
    """
    sections = (
        in_short(results),
        *_spider(results),
        talk_first(results),
        *_responses(results),
        *workshop.section(results),
        *enabler_pages.pages(results),
        *comparisons.groups(results),
        *comparisons.change(results),
        comparisons.who_answered(results),
        method.protection(results),
        method.method(results),
    )
    return _outline(results, sections)


def summary(results: Results) -> Outline:
    """Write a summary for a screen, without pictures: averages, what to talk about first, and differences."""
    numbers: tuple[Block, ...] = (Bullets(picture_sentences.spider_sentences(results)),)
    if results.everyone.visible:
        numbers = (tables.spider(results), *numbers)
    small = comparison_text.too_small(results.comparisons)
    between = [
        Section(f"between-{number}", comparison_text.heading(side), (Bullets(_comparison_sentences(side, results)),))
        for number, side in enumerate(results.comparisons, start=1)
        # Several groups that are too small to compare give their reason once, together.
        if side not in small
    ]
    if small:
        names = quantities.listed([side.first.name for side in small])
        between.append(Section("too-small", names, (Bullets((comparison_text.too_small_sentence(small),)),)))
    warnings = tuple(Paragraph(text, "warning") for text in results.warnings)
    sections = (
        Section("spider", translation.say("The whole picture"), (*warnings, *numbers)),
        talk_first(results),
        *between,
    )
    return _outline(results, sections)


def _comparison_sentences(side: Comparison, results: Results) -> tuple[str, ...]:
    if side.kind == "group":
        return comparison_text.gap_sentences(side, results.instrument)
    return comparison_text.change_sentences(side, results.instrument)


def _outline(results: Results, sections: tuple[Section, ...]) -> Outline:
    instrument, study = results.instrument, results.study
    return Outline(
        title=title(results),
        subtitle=" · ".join(text for text in (study.place, study.subject, study.viewpoint, study.dates) if text),
        facts=tuple(facts(results)),
        footer=f"{privacy_notice.protection_sentence(results.policy)} {translation.say(REMINDER)}",
        sections=sections,
        language=instrument.language,
        direction=instrument.direction,
        keywords=tuple(text for text in (instrument.short_title, study.place, study.subject) if text),
        unprotected=results.policy.protection is Protection.NONE,
    )


def title(results: Results) -> str:
    """Return the title: how many people answered, and how many were asked.

    If nothing can be shown, the title says only that.
    """
    everyone = results.everyone
    if everyone.n is None:
        return f"{everyone.name}: {quantities.answered(everyone)}"
    n = everyone.n
    whole = quantities.people(n)
    # More people can answer than were counted as asked, and “12 of 10 people” must not be a title.
    if everyone.asked is not None and everyone.asked >= n:
        asked = quantities.people(everyone.asked)
        whole = translation.say("{number} of {people}", number=translation.count(n), people=asked)
    if everyone.visible:
        return translation.say("What {people} said", people=whole)
    return translation.say("{people} answered", people=whole)


def facts(results: Results) -> Iterator[tuple[str, str]]:
    """Return the labels and values of the first page, as far as they are known."""
    study, everyone, instrument = results.study, results.everyone, results.instrument
    study_facts = (
        (translation.say("Place"), study.place),
        (translation.say("Subject"), study.subject),
        (translation.say("Viewpoint"), study.viewpoint),
        (translation.say("Dates"), study.dates),
    )
    yield from ((label, text) for label, text in study_facts if text)
    if everyone.asked:
        yield translation.say("Asked"), quantities.people(everyone.asked)
    yield translation.say("Answered"), quantities.answered(everyone)
    if results.previous is not None:
        yield translation.say("Earlier round"), f"{results.previous.name}: {quantities.answered(results.previous)}"
    if results.groups:
        yield translation.say("Compared by"), quantities.listed([group.name for group in results.groups])
    yield translation.say("Questionnaire"), method.asked_with(instrument)
    yield translation.say("How answers are protected"), privacy_notice.protection_sentence(results.policy)
    if draft := translation.draft_sentence():
        yield translation.say("Language"), draft


def in_short(results: Results) -> Section:
    """Write the summary that fits one page for a board."""
    warnings: tuple[Block, ...] = tuple(Paragraph(text, "warning") for text in results.warnings)
    if not results.everyone.visible:
        return Section("in-short", translation.say("Summary"), (*warnings, *_nothing_shown(results)))
    points = tuple(_points(results))
    lead = Paragraph(translation.say(REMINDER), "lead")
    return Section("in-short", translation.say("Summary"), (lead, *warnings, Bullets(points)))


def _nothing_shown(results: Results) -> Iterator[Block]:
    yield Paragraph(sentences.hidden_sentence(results.everyone.state, results.everyone.kind), "lead")
    minimum = results.policy.minimum
    yield Paragraph(
        translation.say(
            "At least {number} people must answer before results are shown, so that no one's own answers can be "
            "worked out. You can still talk: each enabler has a page with its statements and space for notes.",
            number=minimum,
        )
    )


def _points(results: Results) -> Iterator[str]:
    # A board reads this page alone, so it has only the first sentence about the spider and clear differences.
    yield from picture_sentences.spider_sentences(results)[:1]
    if results.talk_first and results.talk_first[0].flags:
        names = quantities.listed([_quoted(entry, results) for entry in results.talk_first])
        yield translation.say("What to talk about first: {enablers}.", enablers=names)
    else:
        yield talking_points.nothing_stands_out(results.everyone, results.talk_first)
    if results.unknown:
        yield _many_unsure(results)
    for side in results.comparisons:
        clear_differences = [difference for difference in side.differences if difference.verdict is Verdict.CLEAR]
        if side.kind == "group":
            yield from (comparison_text.gap(difference, side, results.instrument) for difference in clear_differences)
        else:
            yield from _since(side, results)


def _since(side: Comparison, results: Results) -> Iterator[str]:
    """Return what changed since the last round; if nothing did, whether every enabler could be compared."""
    notable = [difference for difference in side.differences if difference.says_something]
    if notable:
        yield from (comparison_text.moved(difference, side, results.instrument) for difference in notable)
        return
    opening = translation.say("Since {round}", round=side.second.name)
    unclear = comparison_text.unclear_changes(side, results.instrument)
    explanations = (*unclear, *comparison_text.reasons(side.differences, results.instrument))
    if explanations:
        yield f"{opening}: {' '.join((_lower(explanations[0]), *explanations[1:]))}"


def _many_unsure(results: Results) -> str:
    """Return one sentence that names the enablers with at least a quarter of “not sure” answers."""
    if len(results.unknown) == len(results.instrument.enablers):
        return translation.say("For every enabler, at least a quarter of the answers are “not sure”.")
    names = quantities.listed([_quoted(entry, results) for entry in results.unknown])
    return translation.say("At least a quarter of the answers are “not sure” for {enablers}.", enablers=names)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _quoted(entry: TalkFirst, results: Results) -> str:
    return quantities.isolated(f"“{entry.enabler.axis}”", results.instrument)


def _spider(results: Results) -> tuple[Section, ...]:
    if not results.everyone.visible:
        return ()
    return (Section("spider", translation.say("The whole picture"), (pictures.spider(results),), new_page=True),)


def _responses(results: Results) -> tuple[Section, ...]:
    if not results.everyone.visible:
        return ()
    return (
        Section(
            "every-answer",
            translation.say("Responses"),
            (pictures.strips(results), tables.middle(results)),
            new_page=True,
        ),
    )


def talk_first(results: Results) -> Section:
    """Write what to talk about first, why, and a question to start with."""
    if not results.everyone.visible:
        anywhere = Paragraph(translation.say("No results can be shown yet. Start with any enabler."))
        return Section("talk-first", translation.say("What to talk about first"), (anywhere,))
    lead = tuple(Paragraph(text, "lead" if place == 0 else "note") for place, text in enumerate(opening(results)))
    entries = tuple(_entry(entry, results, number) for number, entry in enumerate(results.talk_first, start=1))
    parts = (*entries, *_unknown(results))
    return Section("talk-first", translation.say("What to talk about first"), lead, parts, new_page=True)


def opening(results: Results) -> tuple[str, ...]:
    """Return how the list of what to talk about first is ordered and how far to trust it."""
    nothing = talking_points.nothing_stands_out(results.everyone, results.talk_first)
    if nothing:
        return (nothing,)
    ordered = translation.say("Enablers with the most reasons to talk come first.")
    return tuple(text for text in (ordered, chance.sentence(results.everyone, results.comparisons)) if text)


def _entry(entry: TalkFirst, results: Results, number: int) -> Section:
    blocks = (Paragraph(entry.reason), Paragraph(entry.prompt, "prompt", lines=2))
    group_ids = [group.id for group in results.instrument.groups]
    return Section(
        f"talk-first-{number}",
        entry.enabler.title,
        blocks,
        accent=group_ids.index(entry.enabler.group),
        language=tables.language(results.instrument),
    )


def _unknown(results: Results) -> tuple[Section, ...]:
    if not results.unknown:
        return ()
    items = tuple(f"{_quoted(entry, results)}: {_lower(entry.reason)}" for entry in results.unknown)
    if len(items) > MOST_UNSURE:
        items = (_many_unsure(results),)
    prompt = Paragraph(results.unknown[0].prompt, "prompt")
    return (Section("unknown", translation.say("What many people are not sure about"), (Bullets(items), prompt)),)
