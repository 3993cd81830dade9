"""The claims about where to talk first: what stands out and why, what does not, and the questions to open with."""

from __future__ import annotations

from fractions import Fraction

from tests.reader import rules
from tests.reader.claims import Where, claim, count, insist, means, value_is
from tests.reader.claims_pictures import names, superlative
from tests.reader.claims_sets import set_named
from tests.reader.grammar import Node
from tests.reader.truth import World, average, distance, shown_as, total

MOST, CLOSE = 3, Fraction(6, 10)


def _id(where: Where) -> str:
    assert where.enabler is not None
    return where.enabler


def _is_close(where: Where) -> bool:
    limit = CLOSE * rules.unit(where.people)
    return all(distance(world[_id(where)]) <= limit for world in where.people.worlds(_id(where)))


def _yardstick(world: World, where: Where) -> Fraction:
    """Return what an enabler is held against: the average of all of them, or what is fixed for a room."""
    if where.yardstick is not None:
        return where.yardstick
    found = [average(counts, where.scale) for counts in world.values()]
    return sum(found, Fraction(0)) / len(found)


def _low(where: Where) -> None:
    if where.people.exact and where.yardstick is None:
        insist(rules.holds(rules.is_low, where.people, _id(where)), "It is not low.")
    for world in where.people.worlds(_id(where)):
        gap = _yardstick(world, where) - average(world[_id(where)], where.scale)
        insist(gap >= rules.unit(where.people) / 2, f"It may be {float(gap):.3f} below what it is held against only.")


@claim("Low: {value}.", "Low, and scores are close together: {value}.")
def low(node: Node, where: Where) -> None:
    _low(where)
    value_is(node["value"], means(where.people, _id(where)), "Its average")
    if "close" in str(node.message):
        insist(_is_close(where), "Scores are not close together, or may not be.")


@claim("The average of all enablers is {average}.", "The average of the enablers that are shown is {average}.")
def average_of_all(node: Node, where: Where) -> None:
    every = all(found.state == "shown" for found in where.people.answered.values())
    insist(every == ("all" in str(node.message)), "Some enablers are not shown, or all are.")
    values = []
    for way in where.people.worlds(), where.people.worlds(*where.people.answered):
        for world in way:
            found = [average(counts, where.scale) for counts in world.values()]
            values.append(sum(found, Fraction(0)) / len(found))
    value_is(node["average"], values, "The average of the enablers")


@claim("The lowest average: {number} out of {maximum}.", number="range")
@claim("One of {enablers} enablers with the lowest average: {number} out of {maximum}.", number="range", enablers="int")
def lowest(node: Node, where: Where) -> None:
    insist(node["maximum"] == where.scale.maximum, "The scale ends elsewhere.")
    tied = int(node.facts.get("enablers", 1))  # type: ignore[call-overload]
    holders = [id_ for id_ in where.people.answered if _as_low(id_, where)]
    insist(len(holders) == tied and _id(where) in holders, f"The lowest are {holders}.")
    one = Node("The lowest average is {value}, for {enablers}.", {"enablers": tuple(holders)})
    superlative(one, where, lambda world, id_: average(world[id_], where.scale), -1)
    value_is(node["number"], means(where.people, _id(where)), "Its average")


def _as_low(enabler: str, where: Where) -> bool:
    world = next(where.people.worlds())
    found = {id_: shown_as(average(counts, where.scale)) for id_, counts in world.items()}
    return enabler in found and found[enabler] == min(found.values())


def flags(where: Where) -> dict[str, set[str]]:
    """Return the reasons to talk about each enabler of everyone, where all is known exactly."""
    found: dict[str, set[str]] = {}
    for answered in where.people.shown:
        id_ = answered.enabler.id
        mine = found.setdefault(id_, set())
        for rule, name in ((rules.is_low, "low"), (rules.is_split, "split"), (rules.is_divided, "divided")):
            if rules.holds(rule, where.people, id_):
                mine.add(name)
    groups = [side for side in where.sides if side.kind == "group"]
    for (_, id_), verdict in rules.verdicts(where.truth, groups).items():
        if verdict != "no" and id_ in found:
            found[id_].add("gap")
    return found


def _known(where: Where) -> bool:
    return where.people.exact and all(
        part.exact for side in where.sides if side.kind == "group" for part in (side.first, side.second)
    )


@claim(
    "No enabler stands out: with this number of people, the differences are small or could be chance. There may "
    "still be differences that we cannot see."
)
def nothing_stands_out(node: Node, where: Where) -> None:
    insist(max((found.n for found in where.people.shown), default=0) >= rules.FEWEST, "Too few scored to say so.")
    _nothing(where)


@claim("An enabler is suggested here only if at least {number} people scored it.")
def none_singled_out(node: Node, where: Where) -> None:
    insist(node["number"] == rules.FEWEST, "The fewest scores are others.")
    insist(max((found.n for found in where.people.shown), default=0) < rules.FEWEST, "Enough people scored.")
    _nothing(where)


def _nothing(where: Where) -> None:
    if _known(where):
        found = {id_: mine for id_, mine in flags(where).items() if mine}
        insist(not found, f"These stand out: {found}.")


@claim("What to talk about first: {enablers}.")
def talk_first(node: Node, where: Where) -> None:
    said = names(node["enablers"])
    insist(len(said) <= MOST, "More than three.")
    if _known(where):
        in_order(said, where)


def in_order(said: tuple[str, ...], where: Where) -> None:
    """Object to enablers that are not those with the most reasons, then split ones, then the lowest."""
    found = {id_: mine for id_, mine in flags(where).items() if mine}
    world = next(where.people.worlds())

    def rank(id_: str) -> tuple[int, bool, Fraction]:
        return (-len(found[id_]), "split" not in found[id_], average(world[id_], where.scale))

    insist(set(said) <= set(found), f"These stand out: {found}.")
    expected = sorted(found, key=rank)[:MOST]
    insist([rank(id_) for id_ in said] == [rank(id_) for id_ in expected], f"The order is {expected}: {found}.")


@claim("Enablers with the most reasons to talk come first.")
def ordered(node: Node, where: Where) -> None:
    insist(bool(where.truth.case.results.talk_first), "There is no list.")
    if _known(where):
        in_order(tuple(entry.enabler.id for entry in where.truth.case.results.talk_first), where)


@claim("Choose together what matters most to you now, or start with the lowest average.")
def or_the_lowest(node: Node, where: Where) -> None:
    insist(bool(where.truth.case.results.talk_first), "No lowest average is named.")


@claim(
    "With {people}, up to 1 in {number} lists like this one includes an enabler only by chance. Ask people before "
    "you act on it."
)
def by_chance(node: Node, where: Where) -> None:
    real = max((found.n for found in where.people.shown), default=0)
    insist(count(node["people"]) == real, f"At most {real} scored an enabler.")
    said = node["number"]
    assert isinstance(said, int)
    insist(said >= 4, "The method promises at most one list in four.")


@claim("People are split: most scores are at one end or the other.")
def is_split(node: Node, where: Where) -> None:
    insist(rules.holds(rules.is_split, where.people, _id(where)), "They are not split.")


@claim("Scores are spread out.")
def is_divided(node: Node, where: Where) -> None:
    insist(rules.holds(rules.is_divided, where.people, _id(where)), "They are not that far apart.")


@claim("At least a quarter of the answers are “not sure” for {enablers}.")
def many_unsure(node: Node, where: Where) -> None:
    real = {id_ for id_ in where.people.answered if rules.is_unknown(where.people, id_)}
    insist(set(names(node["enablers"])) == real, f"That holds for {real}.")


@claim("For every enabler, at least a quarter of the answers are “not sure”.")
def all_unsure(node: Node, where: Where) -> None:
    insist(all(rules.is_unknown(where.people, id_) for id_ in where.people.answered), "Not for each of them.")


@claim("A strength: what keeps it going?")
def strength(node: Node, where: Where) -> None:
    middle = Fraction(where.scale.minimum + where.scale.maximum, 2)
    insist(where.answered.n >= rules.FEWEST, "Too few scored.")
    for world in where.people.worlds(_id(where)):
        found, least = average(world[_id(where)], where.scale), max(middle, _yardstick(world, where))
        insist(found >= least, f"It may be {float(found):.3f}, and {float(least):.3f} is wanted.")


@claim("What would one point higher look like?")
def one_point_higher(node: Node, where: Where) -> None:
    _low(where)


@claim("Shared concern: what would one point higher look like?")
def shared_concern(node: Node, where: Where) -> None:
    _low(where)
    insist(_is_close(where), "Scores are not close together, or may not be.")


@claim("What is one thing that would move this up by one point, and who could do it?")
def one_thing(node: Node, where: Where) -> None:
    insist(where.answered.n >= rules.FEWEST, "Too few scored.")
    worlds = [total(world[_id(where)]) for world in where.people.worlds(_id(where))]
    insist(any(sum(counts[:-1]) for counts in worlds), "Everybody gave the highest score, so nothing can move up.")


@claim("Start with both views: why might people score this high, and why might they score it low?")
def both_ends(node: Node, where: Where) -> None:
    split = rules.holds(rules.is_split, where.people, _id(where))
    insist(split or rules.holds(rules.is_divided, where.people, _id(where)), "There are no two ends.")


@claim("Who would know the answer? What would you need to see to be sure?")
def who_would_know(node: Node, where: Where) -> None:
    insist(where.enabler is None or rules.is_unknown(where.people, where.enabler), "Most were sure.")


@claim("Ask each group for one concrete example.")
def each_group(node: Node, where: Where) -> None:
    if _known(where) and where.enabler is not None:
        insist("gap" in flags(where).get(where.enabler, set()), "The groups do not differ.")


@claim("Groups differ. {group}: {first}. {others}: {second}.", first="range", second="range")
def groups_differ(node: Node, where: Where) -> None:
    first = set_named(node["group"], where)
    side = next((found for found in where.sides if found.first is first), None)
    assert side is not None, "No comparison is about this group."
    family = [found for found in where.sides if found.kind == "group"]
    found = rules.verdicts(where.truth, family)
    if found:
        insist(found.get((family.index(side), _id(where)), "no") != "no", "They do not differ.")
    value_is(node["first"], means(side.first, _id(where)), f"The average of {side.first.name}")
    value_is(node["second"], means(side.second, _id(where)), f"The average of {side.second.name}")
