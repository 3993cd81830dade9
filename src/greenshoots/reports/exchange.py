"""Results as plain data: what `greenshoots analyse --json` prints. Its schema is in docs/reference/."""

from __future__ import annotations

from typing import Any

from greenshoots.core.analysis import chance, comparison, flag_rules
from greenshoots.core.disclosure.free_text import EnablerWords
from greenshoots.core.results import Comparison, Difference, EnablerResult, Figures, Results, SetResult, TalkFirst
from greenshoots.core.statistics import effect_size, intervals

# The number changes with the shape of the data: 2 came when the levels of tests and the medians were added.
FORMAT = "greenshoots-results/2"


def data(results: Results) -> dict[str, Any]:
    """Turn results into lists, dicts, texts and numbers. Nothing is rounded and nothing is added."""
    policy, study = results.policy, results.study
    return {
        "format": FORMAT,
        "instrument": {
            "id": results.instrument.id,
            "version": results.instrument.version,
            "title": results.instrument.title,
            "language": results.instrument.language,
            "score_each": results.instrument.score_each.value,
            "scale": list(results.instrument.scale.points),
        },
        "protection": {
            "way": policy.protection.value,
            "k": policy.k,
            "c": policy.c,
            "minimum": policy.minimum,
            "groups": list(policy.groups),
        },
        "study": {
            "place": study.place,
            "subject": study.subject,
            "viewpoint": study.viewpoint,
            "dates": study.dates,
        },
        "levels": _levels(),
        "sets": [_set(result_set) for result_set in sets(results)],
        # Kept apart from the sets: combined choices would be counted twice in a sum over them.
        "combined": [_set(group.combined) for group in results.groups if group.combined is not None],
        "talk_first": [_talk(entry) for entry in results.talk_first],
        "one_list_in": chance.one_in_of(results.everyone, results.comparisons),
        "unknown": [_talk(entry) for entry in results.unknown],
        "comparisons": [_comparison(side) for side in results.comparisons],
        "representativeness": {group.name: group.representativeness for group in results.groups},
        "words": [_words(entry) for entry in results.words if entry.texts or entry.reason],
        "warnings": list(results.warnings),
    }


def _levels() -> dict[str, float]:
    """Return the levels of the intervals and tests by name."""
    return {
        "interval": intervals.LEVEL,
        "low": flag_rules.LOW_LEVEL,
        "divided": flag_rules.DIVIDED_LEVEL,
        "differs": comparison.DIFFERS,
        "clearly_differs": comparison.CLEARLY,
        "delta_interval": effect_size.LEVEL,
    }


def sets(results: Results) -> tuple[SetResult, ...]:
    """Return all sets of results: everyone, each choice of each group question, each round."""
    return (
        results.everyone,
        *(result_set for group in results.groups for result_set in group.sets),
        *results.rounds,
    )


def _set(result_set: SetResult) -> dict[str, Any]:
    return {
        "name": result_set.name,
        "kind": result_set.kind,
        "filter": dict(result_set.filter),
        "n": result_set.n,
        "asked": result_set.asked,
        "coverage": result_set.coverage,
        "state": result_set.state.value,
        "enablers": [_enabler(result) for result in result_set.enablers],
    }


def _enabler(result: EnablerResult) -> dict[str, Any]:
    return {
        "id": result.enabler.id,
        "title": result.enabler.title,
        **_figures(result.figures),
        "flags": [flag.value for flag in result.flags],
        "statements": [
            {"id": f"{result.enabler.id}.{statement.number}", **_figures(statement.figures)}
            for statement in result.statements
        ],
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "state": figures.state.value,
        "n": figures.n,
        "not_sure": figures.not_sure,
        "skipped": figures.skipped,
        "counts": None if figures.counts is None else list(figures.counts),
        "low": figures.low,
        "high": figures.high,
        "mean": figures.mean,
        "mean_bounds": None if figures.mean_bounds is None else list(figures.mean_bounds),
        "estimate": figures.estimate,
        "interpolated_median": figures.interpolated_median,
        "median": figures.median,
        "share_at_median": figures.share_at_median,
        "share_within_one": figures.share_within_one,
        "q1": figures.q1,
        "q3": figures.q3,
        "spread": figures.spread,
        "agreement": figures.agreement,
        "consensus": figures.consensus,
        "interval": None if figures.interval is None else list(figures.interval),
        "split": figures.split,
        "divided": figures.divided,
        "skewed": figures.skewed,
    }


def _talk(entry: TalkFirst) -> dict[str, Any]:
    return {
        "id": entry.enabler.id,
        "flags": [flag.value for flag in entry.flags],
        "reason": entry.reason,
        "prompt": entry.prompt,
    }


def _comparison(side: Comparison) -> dict[str, Any]:
    return {
        "kind": side.kind,
        "group": side.group,
        "first": {"name": side.first.name, "filter": dict(side.first.filter), "n": side.first.n},
        "second": {
            "name": side.second.name,
            "filter": dict(side.second.filter),
            "n": side.second.n,
        },
        "enablers": [_difference(difference) for difference in side.differences],
    }


def _difference(difference: Difference) -> dict[str, Any]:
    interval = difference.delta_interval
    return {
        "id": difference.enabler.id,
        "first_mean": difference.first_mean,
        "second_mean": difference.second_mean,
        "delta": difference.delta,
        "delta_interval": None if interval is None else list(interval),
        "higher": difference.higher,
        "same": difference.same,
        "lower": difference.lower,
        "size": difference.size,
        "p": difference.p,
        "p_holm": difference.p_holm,
        "p_brunner_munzel": difference.p_brunner_munzel,
        "verdict": difference.verdict.value,
        "reason": difference.reason,
    }


def _words(entry: EnablerWords) -> dict[str, Any]:
    return {
        "id": entry.enabler.id,
        "texts": list(entry.texts),
        "held_back": entry.held_back,
        "reason": entry.reason,
    }
