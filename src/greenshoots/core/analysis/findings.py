"""From answers or releases to results: view their parts, compare them, and name what to talk about first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from greenshoots.core import translation
from greenshoots.core.analysis import comparison, representation, subgroups, talking_points
from greenshoots.core.answers import NOT_GIVEN, Answers, natural_order
from greenshoots.core.disclosure import free_text, release
from greenshoots.core.disclosure.free_text import EnablerWords
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.disclosure.release import Release
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.errors import PolicyError
from greenshoots.core.instruments.model import ROUND, VIEWPOINT, Instrument
from greenshoots.core.language import quantities
from greenshoots.core.results import Comparison, EnablerResult, Figures, GroupResult, Results, SetResult, Study


def analyse(
    answers: Answers, policy: Policy | None = None, study: Study | None = None, *, rounds: Sequence[str] = ()
) -> Results:
    """Compute everything that may be said about a table of responses.

    Arguments:
        answers: All responses, of one round or several.
        policy: How people are protected; the default is frozen blocks of five.
        study: Where the answers came from.
        rounds: The rounds to report, oldest first; all rounds in their natural order where left out.

    Raises:
        PolicyError: a respondent group or a round is not among the answers.
    """
    policy = policy or Policy()
    tables = by_round(answers, rounds)
    releases = {name: release.publish(table, policy) for name, table in tables.items()}
    # Rounds are never pooled: a person who answered twice would count twice, and a change would hide in its own middle
    # (decision 5).
    last = tables[list(tables)[-1]]
    return summarise(releases, study, words=free_text.choose(last, policy), viewpoints=viewpoints_of(last))


def summarise(
    releases: Mapping[str, Release],
    study: Study | None = None,
    *,
    words: tuple[EnablerWords, ...] = (),
    viewpoints: int = 1,
) -> Results:
    """Compute everything that may be said about rounds that have been published.

    Rounds need not have been published alike: k may have been raised, and respondent groups, statements and
    enablers may have changed. The last round is shown in full; earlier rounds are compared with it as a whole, on
    the enablers that they share. A round on another scale is left out, and a warning says so.

    Arguments:
        releases: The blocks of each round by its name, oldest first; one round may have no name.
        study: Where the answers came from.
        words: Comments of the last round that may be shown.
        viewpoints: From how many viewpoints people answered the last round.

    Raises:
        PolicyError: there is no release, or `study` counts a choice that nobody could make.
    """
    if not releases:
        raise PolicyError("No results have been shown yet, so there is nothing to show.")
    study = study or Study()
    name, last = list(releases.items())[-1]
    instrument = last.instrument
    asked = study.asked or study.asked_by_round.get(name)
    everyone = subgroups.whole(last, translation.say(subgroups.EVERYONE), "everyone", {}, asked)
    comparable = {key: released for key, released in releases.items() if _same_scale(released.instrument, instrument)}
    per_round = _rounds(comparable, everyone, study) if len(comparable) > 1 else ()
    groups = tuple(subgroups.group(last, group, study) for group, _ in last.groups)
    compared = (
        *comparison.judged(_group_comparisons(last, groups)),
        *_round_comparisons(per_round, list(comparable.values())),
    )
    everyone = subgroups.flagged(everyone, instrument, compared)
    return Results(
        instrument=instrument,
        policy=last.policy,
        study=study,
        everyone=everyone,
        groups=groups,
        rounds=tuple(subgroups.flagged(part, instrument, ()) for part in per_round),
        comparisons=compared,
        talk_first=talking_points.talk_first(everyone, compared, instrument.scale),
        unknown=talking_points.unknown(everyone),
        words=words,
        warnings=(
            *_warnings(everyone, groups, last, viewpoints),
            *_warnings_between(releases, comparable, compared),
            *_warnings_protection(last.policy),
        ),
    )


def part(released: Release, chosen: Mapping[str, Collection[str]], *, others: bool = False) -> SetResult:
    """Return the results of any part of a round that the group questions define.

    Arguments:
        released: The blocks of the round.
        chosen: The choices that make up the part, by respondent group; ``{"role": ["Frontline", "Manager"]}``.
        others: True for everyone who is *not* in that part.

    Raises:
        PolicyError: a respondent group did not form the blocks, or has no such choice.
    """
    selection = (
        subgroups.others(released, chosen) if others else subgroups.chosen(released, chosen, subgroups.named(chosen))
    )
    return subgroups.flagged(selection, released.instrument, ())


def of_part(released: Release, chosen: Mapping[str, Collection[str]], study: Study | None = None) -> Results:
    """Return results with a part of a round in the place of everyone, so that each picture can be drawn of the part.

    The part is compared with everyone else. The results have no respondent groups, rounds or comments: comments
    are never shown by group.

    Arguments:
        released: The blocks of the round.
        chosen: The choices that make up the part, by respondent group.
        study: Where the answers came from.

    Raises:
        PolicyError: a respondent group did not form the blocks, or has no such choice.
    """
    study, instrument = study or Study(), released.instrument
    selection = subgroups.chosen(released, chosen, subgroups.named(chosen), asked=_asked(chosen, study))
    rest = subgroups.others(released, chosen)
    compared: tuple[Comparison, ...] = ()
    if selection.visible and rest.visible:
        differences = comparison.differences(selection, rest)
        compared = (Comparison("group", " · ".join(chosen), selection, rest, differences),)
    selection = subgroups.flagged(selection, instrument, compared)
    return Results(
        instrument=instrument,
        policy=released.policy,
        study=study,
        everyone=selection,
        comparisons=compared,
        talk_first=talking_points.talk_first(selection, compared, instrument.scale),
        unknown=talking_points.unknown(selection),
        warnings=(*_warnings(selection, (), released, 1), *_warnings_protection(released.policy)),
    )


def _asked(chosen: Mapping[str, Collection[str]], study: Study) -> int | None:
    """Return how many people of a part were asked; None unless it is choices of one question with known numbers."""
    if len(chosen) != 1:
        return None
    ((group, choices),) = chosen.items()
    numbers = [study.asked_by_group.get(group, {}).get(choice) for choice in choices]
    return None if None in numbers else sum(number or 0 for number in numbers)


def by_round(answers: Answers, wanted: Sequence[str]) -> dict[str, Answers]:
    """Sort responses by their round, in the order in which rounds are reported.

    Arguments:
        answers: All responses.
        wanted: The rounds to report, oldest first; all of them in their natural order where left out.

    Raises:
        PolicyError: there is no such round, or responses do not say which round they belong to.
    """
    column = answers.columns.get(ROUND)
    if column is None:
        if wanted:
            raise PolicyError("The responses have no column for rounds, so you cannot choose one.")
        return {"": answers}
    if missing := [name for name in wanted if name not in column.choices]:
        raise PolicyError(f"There is no round “{missing[0]}”. The rounds are: {', '.join(column.choices)}.")
    blank = int((column.codes == NOT_GIVEN).sum())
    if blank and not wanted:
        raise PolicyError(
            f"{blank:,} responses do not say which round they belong to. "
            "Fill in the round, or choose rounds by name to leave these responses out."
        )
    names = list(wanted) or sorted(column.choices, key=natural_order)
    if not names:
        return {"": answers}
    # Not with blanks: choosing the only round once counted in the rows that name no round.
    if len(names) == 1 and len(column.choices) == 1 and not blank:
        return {names[0]: answers}
    return {name: answers.take(column.codes == column.choices.index(name)) for name in names}


def every_round(answers: Answers) -> dict[str, Answers]:
    """Sort all responses by their round; a file without rounds has a single round without a name."""
    column = answers.columns.get(ROUND)
    if column is None or not column.choices:
        return {"": answers}
    return {name: answers.take(column.codes == code) for code, name in enumerate(column.choices)}


def viewpoints_of(answers: Answers) -> int:
    """Count the viewpoints from which people answered."""
    column = answers.columns.get(VIEWPOINT)
    return 1 if column is None else len(np.unique(column.codes[column.codes != NOT_GIVEN]))


def _round_name(name: str) -> str:
    return translation.say("Round {number}", number=name) if name.isdecimal() and len(name) < 4 else name


def _same_scale(first: Instrument, other: Instrument) -> bool:
    return (first.scale.minimum, first.scale.maximum) == (other.scale.minimum, other.scale.maximum)


def _rounds(releases: Mapping[str, Release], everyone: SetResult, study: Study) -> tuple[SetResult, ...]:
    *earlier, last = releases.items()
    earlier_sets = [
        subgroups.whole(released, _round_name(name), "round", {ROUND: name}, study.asked_by_round.get(name))
        for name, released in earlier
    ]
    now = replace(everyone, name=_round_name(last[0]), kind="round", filter={ROUND: last[0]})
    return (*(_on_enablers_of(part, last[1].instrument) for part in earlier_sets), now)


def _on_enablers_of(part: SetResult, instrument: Instrument) -> SetResult:
    """Return a set with results for the enablers of another instrument; enablers that were not asked are empty."""
    mine = {result.enabler.id: result for result in part.enablers}
    enablers = tuple(
        replace(mine[enabler.id], enabler=enabler)
        if enabler.id in mine
        else EnablerResult(enabler, Figures(State.EMPTY, 0))
        for enabler in instrument.enablers
    )
    return replace(part, enablers=enablers)


def _group_comparisons(released: Release, groups: Sequence[GroupResult]) -> tuple[Comparison, ...]:
    comparisons = []
    for group in groups:
        visible = [part for part in group.sets if part.visible]
        # With two choices the second comparison is the first one seen in a mirror.
        sides = visible[:1] if len(group.sets) == 2 and len(visible) == 2 and not group.not_given else visible
        for part in sides:
            rest = subgroups.others(released, {group.name: [part.name]})
            if rest.visible:
                comparisons.append(Comparison("group", group.name, part, rest, comparison.differences(part, rest)))
    return tuple(comparisons)


def _round_comparisons(rounds: Sequence[SetResult], releases: Sequence[Release]) -> tuple[Comparison, ...]:
    if len(rounds) < 2 or not (rounds[-1].visible and rounds[-2].visible):
        return ()
    # The last round is compared with the one before it; earlier rounds are drawn and listed (decision 5).
    later, earlier = rounds[-1], rounds[-2]
    before = {enabler.id for enabler in releases[-2].instrument.enablers}
    reason = translation.say("Not compared, because it was not asked in both rounds.")
    differences = tuple(
        difference if difference.enabler.id in before else replace(difference, reason=reason)
        for difference in comparison.differences(later, earlier)
    )
    return (Comparison("round", ROUND, later, earlier, differences),)


def _warnings(
    everyone: SetResult, groups: Sequence[GroupResult], released: Release, viewpoints: int
) -> tuple[str, ...]:
    warnings = []
    few = everyone.rate is not None and everyone.rate < representation.LOW_RATE
    if few or any(group.leans for group in groups):
        warnings.append(translation.say("These results may not reflect the people who did not answer."))
    if everyone.over:
        warnings.append(
            translation.say(
                "More people answered than were asked: {number} answered, {asked} were asked. Check how many "
                "people you asked.",
                number=translation.count(everyone.n or 0),
                asked=translation.count(everyone.asked or 0),
            )
        )
    over = _asked_too_few(groups, released.policy.minimum)
    if over:
        warnings.append(
            translation.say("More people answered than were asked in {groups}.", groups=quantities.listed(over))
        )
    if viewpoints > 1 and VIEWPOINT not in dict(released.groups):
        warnings.append(
            translation.say(
                "People answered from different viewpoints, and their answers are combined here. To compare them, "
                "show results by “viewpoint”."
            )
        )
    return tuple(warnings)


def _asked_too_few(groups: Sequence[GroupResult], minimum: int) -> list[str]:
    """Return the choices in which more people answered than were asked, where the numbers may be shown."""
    parts = [part for group in groups for part in group.sets if part.visible and part.over]
    # Below k asked, “more answered than were asked” would count a few people.
    return [part.name for part in parts if part.asked is not None and part.asked >= minimum]


def _warnings_between(
    releases: Mapping[str, Release], comparable: Mapping[str, Release], compared: Sequence[Comparison]
) -> tuple[str, ...]:
    """Warn where earlier rounds asked something else."""
    warnings = []
    for name, released in releases.items():
        if name not in comparable:
            scale = released.instrument.scale
            warnings.append(
                translation.say(
                    "{round} used a different scale, from {minimum} to {maximum}, so it is not shown here.",
                    round=_round_name(name),
                    minimum=scale.minimum,
                    maximum=scale.maximum,
                )
            )
    if any(side.kind == "round" for side in compared):
        earlier, later = (released.instrument for released in list(comparable.values())[-2:])
        asked = {enabler.id: enabler.statements for enabler in earlier.enablers}
        # A translation differs in every statement, which says nothing about what was asked.
        if earlier.language == later.language and any(
            asked.get(enabler.id, enabler.statements) != enabler.statements for enabler in later.enablers
        ):
            warnings.append(
                translation.say(
                    "Some statements were worded differently before, so part of a change can come from the new wording."
                )
            )
    return tuple(warnings)


def _warnings_protection(policy: Policy) -> tuple[str, ...]:
    if policy.protection is Protection.NONE:
        return (translation.say("Not protected: these are exact counts from the file, for groups of any size."),)
    return ()
