"""The claims beside pictures: highest and lowest, the same, furthest apart, most and fewest, what is not shown."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tests.reader import rules
from tests.reader.claims import Where, claim, ends, insist, means, part_is, upper, value_is
from tests.reader.grammar import Node
from tests.reader.truth import Answered, Counts, World, average, distance, shown_as, total

Measure = Callable[[World, str], Fraction]

RESTRICTED = ("Of the enablers ", "Every enabler shown in full")


def names(said: object) -> tuple[str, ...]:
    assert isinstance(said, tuple)
    insist(len(set(said)) == len(said), "An enabler is named twice.")
    return said


def restricted(node: Node) -> bool:
    return str(node.message).startswith(RESTRICTED)


def scored(where: Where) -> list[Answered]:
    return [found for found in where.people.answered.values() if found.state != "empty"]


def compared(node: Node, where: Where, measure: Measure, *, at_ends: bool) -> list[str]:
    """Return the enablers that a superlative is about; without a restriction they are all that somebody scored.

    Those that are shown in full are known exactly, or to the decimal that readers see. Of a measure that need not be
    largest where people stand at the ends of their bands, the worlds tried here do not show how exactly it is known.
    """
    every = scored(where)
    if not restricted(node):
        hidden = [found.enabler.id for found in every if found.state == "hidden"]
        insist(not hidden, f"{hidden} are hidden and might beat it.")
        return [found.enabler.id for found in every]
    said = node["enablers"] if "enablers" in node.facts else ()
    named = said if isinstance(said, tuple) else ()
    known = [found.enabler.id for found in every if found.exact or found.enabler.id in named]
    if not at_ends:
        return known
    shown = (found.enabler.id for found in every if found.state == "shown" and found.enabler.id not in known)
    return known + [id_ for id_ in shown if len({shown_as(measure(w, id_)) for w in where.people.worlds(id_)}) == 1]


def superlative(
    node: Node, where: Where, measure: Measure, sign: int, *, exactly: bool = False, at_ends: bool = True
) -> list[str]:
    """Object where another enabler has or may have as much; where the holders are counted, return who they are."""
    among, said = compared(node, where, measure, at_ends=at_ends), node["enablers"]

    def told(value: Fraction) -> Fraction:
        return value if exactly else shown_as(value)

    if isinstance(said, Node):
        real = next(where.people.worlds())
        best = max(sign * told(measure(real, id_)) for id_ in among)
        holders = [id_ for id_ in among if sign * told(measure(real, id_)) == best]
        insist(len(holders) == said["number"], f"{len(holders)} enablers hold it: {holders}.")
    else:
        holders = list(names(said))
        for id_ in holders:
            known = {told(measure(world, id_)) for world in where.people.worlds(id_)}
            insist(len(known) == 1 or not restricted(node), f"“{id_}” is not known exactly.")
    insist(len(among) > 1 or not at_ends, "There is nothing to compare it with.")
    for world in where.people.worlds(*holders):
        least = min(sign * told(measure(world, id_)) for id_ in holders)
        for id_ in set(among) - set(holders):
            value = measure(world, id_)
            insist(sign * told(value) < least, f"“{id_}” has {float(value):.4f} in a way that is possible.")
        insist(len({told(measure(world, id_)) for id_ in holders}) == 1, "Those named do not have the same value.")
    return holders


def _mean(where: Where) -> Measure:
    return lambda world, id_: average(world[id_], where.scale)


@claim(
    "The highest average is {value}, for {enablers}.",
    "Of the enablers shown in full, the highest average is {value}, for {enablers}.",
    "The lowest average is {value}, for {enablers}.",
    "Of the enablers shown in full, the lowest average is {value}, for {enablers}.",
    enablers="held",
)
def highest_or_lowest(node: Node, where: Where) -> None:
    sign = 1 if "highest" in str(node.message) else -1
    for id_ in superlative(node, where, _mean(where), sign):
        value_is(node["value"], means(where.people, id_), f"The average of “{id_}”")


@claim("Every enabler has an average of {value}.", "Every enabler shown in full has an average of {value}.")
def every_average(node: Node, where: Where) -> None:
    among = compared(node, where, _mean(where), at_ends=True)
    if not restricted(node):
        insist(len(among) == len(where.people.answered), "Nobody scored some enabler.")
    for id_ in among:
        value_is(node["value"], means(where.people, id_), f"The average of “{id_}”")


@claim(
    "Scores are most spread out on {enablers}. Typical distance from the middle answer: {value} points.",
    "Of the enablers shown in full, scores are most spread out on {enablers}. Typical distance from the middle "
    "answer: {value} points.",
    enablers="held",
)
def furthest_apart(node: Node, where: Where) -> None:
    holders = superlative(node, where, lambda world, id_: distance(world[id_]), 1, at_ends=False)
    for id_ in holders:
        distance_is(node["value"], where, id_)


def distance_is(said: object, where: Where, enabler: str) -> None:
    """Object to a typical distance that is not the true one; a range must hold all that is possible."""
    low, high = ends(said)
    found = [shown_as(distance(world[enabler])) for world in where.people.worlds(enabler)]
    insist(low <= min(found) and max(found) <= high, f"The distance lies between {min(found)} and {max(found)}.")
    if where.people.answered[enabler].exact:
        insist(low == high, "The distance is known exactly.")


def _share(count: Callable[[Counts], int]) -> Measure:
    return lambda world, id_: Fraction(count(total(world[id_])), sum(total(world[id_])))


@claim(
    "The largest share of people who agree is {part}, for {enablers}.",
    "Of the enablers with exact counts, the largest share of people who agree is {part}, for {enablers}.",
    "The smallest share of people who agree is {part}, for {enablers}.",
    "Of the enablers with exact counts, the smallest share of people who agree is {part}, for {enablers}.",
    "The largest share of people who gave {points} is {part}, for {enablers}.",
    "Of the enablers with exact counts, the largest share of people who gave {points} is {part}, for {enablers}.",
    "The smallest share of people who gave {points} is {part}, for {enablers}.",
    "Of the enablers with exact counts, the smallest share of people who gave {points} is {part}, for {enablers}.",
    enablers="held",
)
def most_or_fewest(node: Node, where: Where) -> None:
    if "points" in node.facts:
        points_are(node["points"], where, slice((where.scale.size + 1) // 2, where.scale.size))
    else:
        insist(where.scale.label(where.scale.maximum) == "Strongly agree", "This scale does not ask who agrees.")
    sign = 1 if "largest" in str(node.message) else -1
    for id_ in superlative(node, where, _share(upper), sign, exactly=True):
        insist(not where.people.answered[id_].statements, "Scores of statements are not people.")
        agree_is(node["part"], where, id_)


def agree_is(said: object, where: Where, enabler: str) -> None:
    worlds = [total(world[enabler]) for world in where.people.worlds(enabler)]
    part_is(said, [(upper(counts), sum(counts)) for counts in worlds], f"How many agree on “{enabler}”")


def points_are(said: object, where: Where, places: slice) -> None:
    """Object to points that are not these of the scale."""
    points = where.scale.points[places]
    found = ends_of_points(said)
    insist(found == (points[0], points[-1]), f"These are the points {points}.")


def ends_of_points(said: object) -> tuple[object, object]:
    if isinstance(said, Node):
        return said.facts.get("first", said.facts.get("low")), said.facts.get("second", said.facts.get("high"))
    return said, said


@claim(
    "People chose “not sure” most often for {enablers}: {part}.",
    "Of the enablers that are shown, people chose “not sure” most often for {enablers}: {part}.",
    enablers="held",
)
def least_sure(node: Node, where: Where) -> None:
    seen = [found for found in where.people.answered.values() if found.state != "hidden"]
    hidden = len(seen) < len(where.people.answered)
    insist(restricted(node) or not hidden, "A hidden enabler might beat it.")
    shares = {found.enabler.id: Fraction(found.unsure, found.n + found.unsure)
              for found in seen if found.n + found.unsure}  # fmt: skip
    best = max(shares.values())
    holders = [id_ for id_, share in shares.items() if share == best]
    said = node["enablers"]
    if isinstance(said, Node):
        insist(said["number"] == len(holders), f"It was said as often about {holders}.")
    else:
        insist(set(names(said)) == set(holders), f"It was said as often about {holders}.")
    for id_ in holders:
        found = where.people.answered[id_]
        part_is(node["part"], [(found.unsure, found.n + found.unsure)], f"How many were not sure about “{id_}”")


@claim("People are split on {enablers}, so the dot is hollow.", "People are split on {enablers}.")
def split_on(node: Node, where: Where) -> None:
    rules.flagged_are(names(node["enablers"]), where.people, rules.is_split)


@claim("Scores are spread out on {enablers}.")
def far_apart_on(node: Node, where: Where) -> None:
    rules.flagged_are(names(node["enablers"]), where.people, rules.is_divided)


@claim("Only a range is shown for {enablers}, to protect what each person answered.")
def ranges_for(node: Node, where: Where) -> None:
    real = [id_ for id_, found in where.people.answered.items() if found.state == "shown" and found.in_ranges]
    insist(list(names(node["enablers"])) == real, f"Ranges are shown for {real}.")


@claim("There are too few scores to show {enablers}.")
def unseen(node: Node, where: Where) -> None:
    real = [id_ for id_, found in where.people.answered.items() if found.state == "hidden"]
    insist(list(names(node["enablers"])) == real, f"{real} are hidden.")


@claim(
    "{enablers}: not shown, because a workshop with nearly the same people has already shown scores. A few people's "
    "scores could be worked out by comparing the two."
)
def shown_in_room(node: Node, where: Where) -> None:
    insist(False, "No workshop is part of these studies.")


@claim("No one gave a score for {enablers}.")
def unscored(node: Node, where: Where) -> None:
    real = [id_ for id_, found in where.people.answered.items() if found.state == "empty"]
    insist(list(names(node["enablers"])) == real, f"Nobody scored {real}.")


@claim("Scores go from {minimum} to {maximum}.")
def scale_goes(node: Node, where: Where) -> None:
    insist((node["minimum"], node["maximum"]) == (where.scale.minimum, where.scale.maximum), "The scale is another.")


@claim("The dashed line shows {round}.", round="round")
def dashed(node: Node, where: Where) -> None:
    insist(where.truth.rounds[-2].state == "shown", "The earlier round may not be shown.")
    rules.is_round(node["round"], where.truth.rounds[-2])
