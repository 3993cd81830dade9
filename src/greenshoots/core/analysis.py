"""From answers to results: publish each round, view its parts, compare them, and say where to talk first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from greenshoots.core import comparison, conversation, figures, release, remarks, statistics
from greenshoots.core.answers import NOT_GIVEN, ROUND, VIEWPOINT, Answers, natural_order
from greenshoots.core.errors import PolicyError
from greenshoots.core.instrument import Enabler, Instrument, Question
from greenshoots.core.policy import Policy, Protection
from greenshoots.core.results import (
    Comparison,
    EnablerResult,
    Figures,
    GroupResult,
    Results,
    SetResult,
    State,
    StatementResult,
    Study,
)

EVERYONE = "Everyone"
LOW_RATE, LOW_REPRESENTATIVENESS = 0.3, 0.7


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
    policy, study = policy or Policy(), study or Study()
    tables = _by_round(answers, rounds)
    releases = {name: release.publish(table, policy) for name, table in tables.items()}
    last = list(tables)[-1]
    everyone = _whole(releases[last], EVERYONE, "everyone", {}, study.asked or study.asked_by_round.get(last))
    per_round: tuple[SetResult, ...] = ()
    if len(tables) > 1:
        per_round = tuple(
            _whole(released, _round_name(name), "round", {ROUND: name}, study.asked_by_round.get(name))
            for name, released in releases.items()
        )
        per_round = (
            *per_round[:-1],
            replace(per_round[-1], asked=everyone.asked, enablers=everyone.enablers),
        )
    groups = tuple(_group(releases[last], name, study) for name in policy.groups)
    compared = (*_group_comparisons(releases[last], groups), *_round_comparisons(per_round))
    everyone = _flagged(everyone, answers.instrument, compared)
    return Results(
        instrument=answers.instrument,
        policy=policy,
        study=study,
        everyone=everyone,
        groups=groups,
        rounds=tuple(_flagged(part, answers.instrument, ()) for part in per_round),
        comparisons=compared,
        talk_first=conversation.talk_first(everyone, compared, answers.instrument.scale),
        unknown=conversation.unknown(everyone),
        words=remarks.choose(tables[last], policy),
        warnings=_warnings(everyone, groups, tables[last], policy),
    )


def _by_round(answers: Answers, wanted: Sequence[str]) -> dict[str, Answers]:
    column = answers.columns.get(ROUND)
    if column is None:
        if wanted:
            raise PolicyError("The answers have no column for rounds, so none can be chosen.")
        return {"": answers}
    if missing := [name for name in wanted if name not in column.choices]:
        raise PolicyError(f"There is no round “{missing[0]}”. The answers have: {', '.join(column.choices)}.")
    blank = int((column.codes == NOT_GIVEN).sum())
    if blank and not wanted:
        raise PolicyError(
            f"{blank:,} responses do not say which round they belong to. "
            "Fill in the round, or choose rounds by name to leave those responses out."
        )
    names = list(wanted) or sorted(column.choices, key=natural_order)
    if not names:
        return {"": answers}
    if len(names) == 1 and len(column.choices) == 1 and not blank:
        return {names[0]: answers}
    return {name: answers.take(column.codes == column.choices.index(name)) for name in names}


def _round_name(name: str) -> str:
    return f"Round {name}" if name.isdecimal() and len(name) < 4 else name


def _whole(
    released: release.Release,
    name: str,
    kind: Literal["everyone", "round"],
    chosen: Mapping[str, str],
    asked: int | None,
) -> SetResult:
    view = released.view()
    n = view.total if view.state in (State.HIDDEN, State.EMPTY) else view.people
    return _set(released, view, name, kind, chosen, asked, n)


def _set(
    released: release.Release,
    view: release.View,
    name: str,
    kind: Literal["everyone", "group", "others", "round"],
    chosen: Mapping[str, str],
    asked: int | None,
    n: int | None,
) -> SetResult:
    by_question = dict(zip((question.id for question in released.questions), view.questions, strict=True))
    enablers = tuple(_enabler(enabler, released, by_question, asked) for enabler in released.instrument.enablers)
    return SetResult(name, kind, chosen, n, asked, figures.said_coverage(view.coverage), view.state, enablers)


def _enabler(
    enabler: Enabler,
    released: release.Release,
    views: Mapping[str, release.QuestionView],
    asked: int | None,
) -> EnablerResult:
    scale = released.instrument.scale
    mine = [question for question in released.questions if question.enabler.id == enabler.id]
    statements = tuple(
        StatementResult(question.number, question.statement, figures.of_question(views[question.id], scale, asked))
        for question in mine
        if question.number is not None and question.statement is not None
    )
    whole = Question(enabler).id
    if whole in views:
        return EnablerResult(enabler, figures.of_question(views[whole], scale, asked), (), statements)
    if not statements:
        return EnablerResult(enabler, Figures(State.EMPTY, 0))
    return EnablerResult(enabler, figures.of_statements([s.figures for s in statements], scale), (), statements)


def _group(released: release.Release, name: str, study: Study) -> GroupResult:
    choices = dict(released.groups)[name]
    asked = study.asked_by_group.get(name, {})
    if unknown := [choice for choice in asked if choice not in choices]:
        raise PolicyError(f"“{name}” has no choice “{unknown[0]}”, so nobody can have been asked as one.")
    sets = tuple(_chosen(released, name, choice, asked.get(choice)) for choice in choices)
    index = [group for group, _ in released.groups].index(name)
    blank = bool((released.members.choices[:, index] == NOT_GIVEN).any())
    return GroupResult(
        name, sets, _combined(released, name, sets), blank, _representativeness(sets, asked, released.policy.minimum)
    )


def _chosen(
    released: release.Release, name: str, choice: str, asked: int | None = None, *, others: bool = False
) -> SetResult:
    view = released.view({name: [choice]}, others=others)
    n = view.people if view.state in (State.SHOWN, State.APPROXIMATE) else 0 if view.state is State.EMPTY else None
    if others:
        return _set(released, view, "Everyone else", "others", {name: choice}, None, n)
    return _set(released, view, choice, "group", {name: choice}, asked, n)


def _combined(released: release.Release, name: str, sets: Sequence[SetResult]) -> SetResult | None:
    """Give the hidden choices together: *Elected member and Partner together*."""
    small = [part.name for part in sets if part.state is State.HIDDEN]
    if len(small) < 2:
        return None
    view = released.view({name: small})
    together = f"{', '.join(small[:-1])} and {small[-1]} together"
    found = _set(released, view, together, "group", {name: " + ".join(small)}, None, view.people)
    return found if found.visible else None


def _representativeness(sets: Sequence[SetResult], asked: Mapping[str, int], minimum: int) -> float | None:
    """Give R, from groups that are shown and had at least k people asked; None where one of them is not."""
    if len(asked) < len(sets) or not all(part.visible and (part.asked or 0) >= minimum for part in sets):
        return None
    return statistics.representativeness([part.asked or 0 for part in sets], [part.n or 0 for part in sets])


def _group_comparisons(released: release.Release, groups: Sequence[GroupResult]) -> tuple[Comparison, ...]:
    found = []
    for group in groups:
        seen = [part for part in group.sets if part.visible]
        # With two choices the second comparison is the first one seen in a mirror.
        sides = seen[:1] if len(group.sets) == 2 and len(seen) == 2 and not group.not_given else seen
        for part in sides:
            rest = _chosen(released, group.name, part.name, others=True)
            if rest.visible:
                found.append(Comparison("group", group.name, part, rest, comparison.differences(part, rest)))
    return tuple(found)


def _round_comparisons(rounds: Sequence[SetResult]) -> tuple[Comparison, ...]:
    if len(rounds) < 2 or not (rounds[-1].visible and rounds[-2].visible):
        return ()
    later, earlier = rounds[-1], rounds[-2]
    return (Comparison("round", ROUND, later, earlier, comparison.differences(later, earlier)),)


def _flagged(part: SetResult, instrument: Instrument, compared: Sequence[Comparison]) -> SetResult:
    yardstick = conversation.average(part.enablers)
    enablers = tuple(
        replace(
            result,
            flags=conversation.flags(
                result,
                yardstick,
                instrument.scale,
                asked=part.asked,
                gap=conversation.has_gap(result.enabler.id, compared),
            ),
        )
        for result in part.enablers
    )
    return replace(part, enablers=enablers)


def _warnings(everyone: SetResult, groups: Sequence[GroupResult], answers: Answers, policy: Policy) -> tuple[str, ...]:
    found = []
    low_r = any(
        group.representativeness is not None and group.representativeness < LOW_REPRESENTATIVENESS for group in groups
    )
    if (everyone.rate is not None and everyone.rate < LOW_RATE) or low_r:
        found.append("This may not reflect the people who did not answer.")
    viewpoint = answers.columns.get(VIEWPOINT)
    if (
        viewpoint is not None
        and VIEWPOINT not in policy.groups
        and len(np.unique(viewpoint.codes[viewpoint.codes != NOT_GIVEN])) > 1
    ):
        found.append(
            "People answered from different viewpoints, and their answers are added together here. "
            "Show “viewpoint” as a respondent group to see them apart."
        )
    if policy.protection is Protection.NONE:
        found.append("Not protected: these are the counts of the file, for groups of any size.")
    return tuple(found)
