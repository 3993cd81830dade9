"""From a release to its sets: everyone, a round, a respondent group, any part of the round, and everyone else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from greenshoots.core import translation
from greenshoots.core.analysis import figures, flag_rules, representation, talking_points
from greenshoots.core.answers import NOT_GIVEN
from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.views import QuestionView, View
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.errors import PolicyError
from greenshoots.core.instruments.model import Enabler, Instrument, Question, Scale
from greenshoots.core.language import quantities
from greenshoots.core.results import Comparison, EnablerResult, Figures, GroupResult, SetResult, StatementResult, Study

EVERYONE = translation.mark("Everyone")
Kind = Literal["everyone", "group", "others", "round"]


def whole(
    released: release.Release,
    name: str,
    kind: Literal["everyone", "round"],
    chosen: Mapping[str, str],
    asked: int | None,
) -> SetResult:
    """Return all responses of one release. Only here may the number of people whose answers are hidden be shown."""
    view = released.view()
    n = view.total if view.state in (State.HIDDEN, State.EMPTY) else view.people
    return _set(released, view, name, kind, chosen, asked, n)


def chosen(
    released: release.Release,
    choose: Mapping[str, Collection[str]],
    name: str,
    *,
    asked: int | None = None,
    others: bool = False,
) -> SetResult:
    """Return any part of a release, or with `others` everyone who is not in the part.

    Arguments:
        released: The blocks.
        choose: The choices that make up the part, by respondent group.
        name: The name that readers see.
        asked: How many people of it were asked, if known.
        others: True for the rest.
    """
    view = released.view(choose, others=others)
    # The size of a hidden part is never given; see docs/explanation/protection.md.
    n = view.people if view.state in (State.SHOWN, State.APPROXIMATE) else 0 if view.state is State.EMPTY else None
    filters = {group: " + ".join(choices) for group, choices in choose.items()}
    return _set(released, view, name, "others" if others else "group", filters, asked, n)


def named(choose: Mapping[str, Collection[str]]) -> str:
    """Name a part of a round by its choices.

    >>> named({"role": ["Frontline", "Manager"], "level": ["Senior"]})
    'Frontline or Manager · Senior'
    """
    return " · ".join(_either(list(choices)) for choices in choose.values()) or translation.say(EVERYONE)


def _either(choices: Sequence[str]) -> str:
    if not choices:
        return translation.say("No one")
    if len(choices) == 1:
        return choices[0]
    return translation.say("{others} or {last}", others=", ".join(choices[:-1]), last=choices[-1])


def group(released: release.Release, name: str, study: Study) -> GroupResult:
    """Return the results of all choices of a group question."""
    choices = dict(released.groups)[name]
    asked = study.asked_by_group.get(name, {})
    if unknown := [choice for choice in asked if choice not in choices]:
        raise PolicyError(f"“{name}” has no choice “{unknown[0]}”. Check the numbers of people asked.")
    parts = tuple(chosen(released, {name: [choice]}, choice, asked=asked.get(choice)) for choice in choices)
    index = [question for question, _ in released.groups].index(name)
    blank = bool((released.members.choices[:, index] == NOT_GIVEN).any())
    evenly = representation.of_group(parts, asked, released.policy.minimum)
    leans = representation.leans(parts, evenly, len(released.groups))
    return GroupResult(name, parts, _combined(released, name, parts), blank, evenly, leans)


def others(released: release.Release, choose: Mapping[str, Collection[str]]) -> SetResult:
    """Return everyone who is not in a part of a release."""
    return chosen(released, choose, translation.say("Everyone else"), others=True)


def flagged(part: SetResult, instrument: Instrument, compared: Sequence[Comparison]) -> SetResult:
    """Add the reasons to talk about each enabler of a set.

    Arguments:
        part: The set.
        instrument: What was asked.
        compared: Comparisons in which a gap is a reason to talk about this set.
    """
    gaps = [result.enabler.id for result in part.enablers if talking_points.has_gap(result.enabler.id, compared)]
    flags = talking_points.flags(part.enablers, instrument.scale, gaps=gaps)
    enablers = tuple(replace(result, flags=mine) for result, mine in zip(part.enablers, flags, strict=True))
    return replace(part, enablers=enablers)


def _set(
    released: release.Release,
    view: View,
    name: str,
    kind: Kind,
    chosen: Mapping[str, str],
    asked: int | None,
    n: int | None,
) -> SetResult:
    by_question = dict(zip((question.id for question in released.questions), view.questions, strict=True))
    # More answers than people asked: how many there are to answer is not known.
    population = None if asked is not None and (n or 0) > asked else asked
    enablers = tuple(_enabler(enabler, released, by_question, population) for enabler in released.instrument.enablers)
    enablers = _settled(enablers, released.instrument.scale)
    return SetResult(name, kind, chosen, n, asked, figures.said_coverage(view.coverage), view.state, enablers)


def _settled(enablers: Sequence[EnablerResult], scale: Scale) -> tuple[EnablerResult, ...]:
    """Correct *split* and *divided* for having tested all enablers of a set, and all their statements."""
    # What is hidden was not looked at. Statements are corrected for the number of statements, not of enablers.
    looks = sum(result.figures.visible for result in enablers)
    closer = sum(statement.figures.visible for result in enablers for statement in result.statements)
    return tuple(
        replace(
            result,
            figures=flag_rules.settled(result.figures, scale, looks),
            statements=tuple(
                replace(statement, figures=flag_rules.settled(statement.figures, scale, closer))
                for statement in result.statements
            ),
        )
        for result in enablers
    )


def _enabler(
    enabler: Enabler,
    released: release.Release,
    views: Mapping[str, QuestionView],
    asked: int | None,
) -> EnablerResult:
    scale = released.instrument.scale
    mine = [question for question in released.questions if question.enabler.id == enabler.id]
    statements = tuple(
        StatementResult(question.number, question.statement, figures.of_question(views[question.id], scale, asked))
        for question in mine
        if question.number is not None and question.statement is not None
    )
    scored_whole = Question(enabler).id
    if scored_whole in views:
        return EnablerResult(enabler, figures.of_question(views[scored_whole], scale, asked), (), statements)
    if not statements:
        return EnablerResult(enabler, Figures(State.EMPTY, 0))
    return EnablerResult(enabler, figures.of_statements([s.figures for s in statements], scale), (), statements)


def _combined(released: release.Release, name: str, parts: Sequence[SetResult]) -> SetResult | None:
    """Return the hidden choices together: *Elected member and Partner together*; None where that is hidden too."""
    small = [part.name for part in parts if part.state is State.HIDDEN]
    # A single hidden choice, shown “together” with nothing, would be shown by itself.
    if len(small) < 2:
        return None
    together = translation.say("{choices} together", choices=quantities.listed(small))
    combined = chosen(released, {name: small}, together)
    return combined if combined.visible else None
