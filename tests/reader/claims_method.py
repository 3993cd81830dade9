"""The claims about the pictures' frames, the words of the report and how people are protected."""

from __future__ import annotations

from fractions import Fraction

from tests.reader import rules
from tests.reader.claims import Where, claim, insist, means, near, silent, value_is
from tests.reader.claims_pictures import points_are
from tests.reader.claims_sets import answered_is, set_named
from tests.reader.grammar import Node
from tests.reader.phrases import Form

from greenshoots.core.disclosure.policy import Protection


def _policy_is(where: Where, *ways: Protection) -> None:
    insist(where.truth.case.results.policy.protection in ways, "People are protected in another way.")


@claim(
    "Results are shown only for groups of at least {k} people. This stays true when someone compares pages or looks "
    "again later. When nearly everyone in a group gives the same score, we show a range instead. This stops "
    "people working out what any one person answered.",
    "To make sure of this, we put people into blocks of at least {k} people. Each person is in exactly one block. "
    "Blocks depend on the groups people belong to, never on what they answered. All results are sums of whole "
    "blocks, so subtracting one result from another never singles out a smaller group.",
)
def at_least(node: Node, where: Where) -> None:
    _policy_is(where, Protection.PROTECTED)
    insist(node["k"] == where.truth.case.results.policy.k, "k is another.")


@claim(
    "“Not shown” or “too few people to show” means that a group is too small, or that its answers had to be counted "
    "with those of other groups. They still count in the overall results. “Approximate” or a range means that exact "
    "counts could show what one person answered.",
    "Even people who use what they know about their own answer cannot work out anyone else's score for certain.",
    "Even if {number} people share their answers with each other, they cannot work out anyone else's score for "
    "certain.",
    "How a single person scored, or how very small groups scored. This report does not show that.",
)
def in_blocks(node: Node, where: Where) -> None:
    _policy_is(where, Protection.PROTECTED)
    policy = where.truth.case.results.policy
    if str(node.message).startswith("Even "):
        insist(node.facts.get("number", 1) == policy.c, f"c is {policy.c}.")


@claim("Overall results are counted first. Each group is then shown only as exactly as that allows, often as a range.")
def counted_first(node: Node, where: Where) -> None:
    insist(where.truth.case.results.policy.whole_first, "The groups are counted first.")


@claim(
    "Comments are shown once at least {number} people have answered. They are in random order, not linked to "
    "scores and never shown by group. People may still recognise who wrote a comment, so read with care."
)
def words_from(node: Node, where: Where) -> None:
    policy = where.truth.case.results.policy
    insist(node["number"] == max(policy.k_words, policy.k), "The fewest are others.")


@claim(
    "This document does not protect people's answers. It shows exact counts from the file, for groups of any size, "
    "and is meant only for people who already have the file. A group of one shows what that person answered.",
    "Do not share it. To share results, create the report again without “--protection none”.",
)
def nobody_protected(node: Node, where: Where) -> None:
    _policy_is(where, Protection.NONE)


@claim(
    "People knew before they answered that their names would be kept with their scores. So exact counts are shown "
    "here, for groups of any size, and a group of one shows what that person answered.",
    "They gave their names to the people in the room with them. Ask them before you share this.",
)
def signed(node: Node, where: Where) -> None:
    _policy_is(where, Protection.NAMED)


@claim(
    "This was an open room: people knew that the spread of scores in the whole room is shown once {number} people "
    "have answered. Nothing is shown about any group in the room, and names are not stored.",
    "In a small room, people may still be able to work out who gave which score. That is why an open room is for "
    "people who know and trust each other.",
)
def open_room(node: Node, where: Where) -> None:
    _policy_is(where, Protection.OPEN)
    insist(node.facts.get("number", 3) == where.truth.case.results.policy.minimum, "The fewest are others.")


@claim(
    "Spider diagram with one axis for each of {number} enablers.",
    "Averages for {number} enablers",
    "Spider diagram with {number} axes. Further out is a higher score, {scale}.",
    scale="ends",
)
def so_many_enablers(node: Node, where: Where) -> None:
    insist(node["number"] == len(where.people.answered), f"There are {len(where.people.answered)}.")
    if "scale" in node.facts:
        scale_is(node["scale"], where)


def scale_is(said: object, where: Where) -> None:
    """Object to ends of the scale that are not these."""
    assert isinstance(said, Node)
    found = [_end(said[name]) for name in ("lowest", "highest")]
    insist(found == [where.scale.minimum, where.scale.maximum], f"The scale is {where.scale}.")


def _end(said: object) -> object:
    return said["number"] if isinstance(said, Node) else said


@claim(
    "One row for each enabler, {scale}, with an arrow from the earlier average to the later one.",
    "One row for each enabler, {scale}, with a mark for each group ({group}).",
    scale="ends",
    group="question",
    name="axis",
)
def rows_on_a_scale(node: Node, where: Where) -> None:
    scale_is(node["scale"], where)


@claim("One row for each enabler, with an arrow from its average in {earlier} to {later}.", "From {earlier} to {later}")
def from_to(node: Node, where: Where) -> None:
    insist(set_named(node["earlier"], where) is where.truth.rounds[-2], "The earlier round is another.")
    insist(set_named(node["later"], where) is where.truth.rounds[-1], "The later round is another.")


@claim("One row for each enabler, with a mark for {groups}.", groups="sets")
def mark_for(node: Node, where: Where) -> None:
    said = node["groups"]
    assert isinstance(said, tuple)
    for name in said:
        insist(set_named(name, where).state == "shown", f"{name} is not shown.")


@claim("Agree means a score of {high}. Disagree means a score of {low}.", high="points", low="points")
def agree_means(node: Node, where: Where) -> None:
    size = where.scale.size
    points_are(node["high"], where, slice((size + 1) // 2, size))
    points_are(node["low"], where, slice(0, size // 2))


@claim(
    "We compare each group with everyone else, not with a total that includes the group. We say that a group differs "
    "only if there are at least 8 people on both sides and the difference is at least medium in size. It must also "
    "be unlikely to be chance: where groups do not differ, at most 1 report in 12 would find any difference. "
    "“Clearly” means at most 1 report in 20."
)
def the_rule(node: Node, where: Where) -> None:
    insist(rules.DIFFERS <= 1 / 12 and rules.CLEARLY <= 1 / 20, f"The levels are {rules.DIFFERS} and {rules.CLEARLY}.")


@claim(
    "At least half a point below the average of the enablers here, and lower than could be expected by chance, "
    "allowing for the number of enablers. It is not a judgement on anyone's work.",
    "At least {points} points below the average of the enablers here, and lower than could be expected by chance, "
    "allowing for the number of enablers. It is not a judgement on anyone's work.",
    points="dec",
)
def low_means(node: Node, where: Where) -> None:
    said = node.facts.get("points", Fraction(1, 2))
    near(said, rules.unit(where.people) / 2, "It is more, or less", by=Fraction(1, 200))


@claim(
    "The middle answer is the median: the score in the middle when all scores are put in order. The typical distance "
    "is how far scores are from it on average: 0 if everyone gives the same score, {most} if half give the lowest "
    "and half the highest.",
    most="dec",
)
def how_far_apart(node: Node, where: Where) -> None:
    insist(node["most"] == Fraction(where.scale.size - 1, 2), "Half at each end are further apart, or less.")


@claim(Form("{point} – {label}"))
def label_is(node: Node, where: Where) -> None:
    point = node["point"]
    assert isinstance(point, int)
    insist(where.scale.label(point) == node["label"], f"It is called {where.scale.label(point)}.")


@claim(Form("{set}, {answered}:"), Form("{set}, {answered}"))
def set_answered(node: Node, where: Where) -> None:
    answered_is(node["answered"], set_named(node["set"], where))


@claim("{set}: too few people to show")
def not_shown(node: Node, where: Where) -> None:
    insist(set_named(node["set"], where).state == "hidden", "It is not hidden.")


@claim(Form("{axis} {value}"))
def average_read_out(node: Node, where: Where) -> None:
    value_is(node["value"], means(where.people, str(node["axis"])), f"The average of “{node['axis']}”")


@claim("{enabler} {number}, people are split", enabler="axis", number="range")
def split_read_out(node: Node, where: Where) -> None:
    enabler = str(node["enabler"])
    value_is(node["number"], means(where.people, enabler), f"The average of “{enabler}”")
    insist(rules.holds(rules.is_split, where.people, enabler), "They are not split.")


@claim("{enabler} not shown", enabler="axis")
def hidden_read_out(node: Node, where: Where) -> None:
    insist(where.people.answered[str(node["enabler"])].state != "shown", "It is shown.")


@claim("no averages")
def none_read_out(node: Node, where: Where) -> None:
    insist(not where.people.shown, f"{[found.enabler.id for found in where.people.shown]} are shown.")


silent("names the subject of what follows", Form("{set}:"), Form("{enabler}:"))
silent(
    "the words of the questionnaire", Form("{title}"), Form("{label}"), "{title}, version {version}", version="number"
)
silent(
    "says how a picture is drawn; what it shows stands beside it",
    "Bars for each score.",
    "One bar for each enabler, divided by score.",
    "How scores are spread, which an average hides",
    "One row for each enabler.",
    "Spider",
    "Change over time",
    "Responses",
    "How people scored",
    "{name}: how often each score was given",
    "Averages by {group}",
    Form("{title}: {sets}"),
    group="question",
    name="axis",
)
