"""The words that a report uses and what they mean."""

from __future__ import annotations

from greenshoots.core import voice, wording
from greenshoots.core.instrument import Scale, ScoreEach
from greenshoots.core.results import Results
from greenshoots.reports.outline import Table

Meaning = tuple[str, str]


def table(results: Results) -> Table:
    """Explain every word that stands in this report."""
    rows = [
        (voice.say("Average"), _average(results)),
        *_ranges(),
        *_agree(results.instrument.scale),
        *_apart(results.instrument.scale),
        *_flags(),
        *_between_groups(results),
        *_between_rounds(results),
    ]
    header = (voice.say("Word"), voice.say("What it means"))
    return Table(voice.say("Words and what they mean"), header, tuple(rows))


def _average(results: Results) -> str:
    if results.instrument.score_each is ScoreEach.STATEMENT:
        return voice.say(
            "An enabler's average is the average of its statements' averages. A statement's is its scores added up, "
            "divided by how many people scored it."
        )
    return voice.say("All scores added up, divided by how many people gave one. Statisticians call it the mean.")


def _ranges() -> list[Meaning]:
    return [
        (
            voice.say("Middle half"),
            voice.say("The scores between the lowest quarter and the highest quarter of people."),
        ),
        (
            voice.say("Likely range, 9 times in 10"),
            voice.say(
                "Where the average of everybody who was asked probably lies, nine times in ten, if those who did "
                "not answer are like those who did. It needs ten people who scored."
            ),
        ),
    ]


def _agree(scale: Scale) -> list[Meaning]:
    if not wording.asks_agreement(scale):
        return []
    up, down = wording.points(scale, wording.upper(scale)), wording.points(scale, wording.lower(scale))
    meaning = voice.say("Agree means a score of {high}, disagree a score of {low}.", high=up, low=down)
    return [(voice.say("Agree, disagree"), meaning)]


def _apart(scale: Scale) -> list[Meaning]:
    return [
        (
            voice.say("Typical distance from the middle answer"),
            voice.say(
                "How far apart people are: 0 when all give the same score, {most} when half stand at each end.",
                most=wording.number((scale.maximum - scale.minimum) / 2),
            ),
        ),
        (
            voice.say("Split"),
            voice.say(
                "Most scores are at one end or the other and few in between, more than chance brings about. The dot on "
                "the spider is hollow."
            ),
        ),
        (
            voice.say("Far apart"),
            voice.say(
                "Nearly as far from each other as if every score had been given equally often, or further. The fewer "
                "people, the further apart they must be."
            ),
        ),
    ]


def _flags() -> list[Meaning]:
    return [
        (
            voice.say("Low"),
            voice.say(
                "At least half a point below the average of the enablers here, and lower than chance brings about, "
                "allowing for having looked at every enabler. It is not a mark out of anything."
            ),
        ),
        (
            voice.say("Not sure"),
            voice.say("An answer of its own. It is never counted as a score. A quarter or more is a finding."),
        ),
    ]


def _between_groups(results: Results) -> list[Meaning]:
    if not any(side.kind == "group" for side in results.comparisons):
        return []
    return [
        (
            voice.say("Higher, lower"),
            voice.say(
                "A group is compared with everyone else, never with a whole that holds it. We say it differs only when "
                "both sides have 8 people, the difference is at least medium, and chance would bring any about in at "
                "most 1 report in 12, allowing for every enabler of every group. “Clearly” means 1 in 20."
            ),
        )
    ]


def _between_rounds(results: Results) -> list[Meaning]:
    if not any(side.kind == "round" for side in results.comparisons):
        return []
    return [
        (
            voice.say("Up, down"),
            voice.say(
                "The same rule between two rounds. “No clear change” means that the averages are close; “within "
                "chance” that they moved, but no further than chance alone could have moved them."
            ),
        )
    ]
