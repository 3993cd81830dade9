"""The claims between groups and between rounds: what differs, which way, what does not, and what was not compared."""

from __future__ import annotations

from fractions import Fraction

from tests.reader import rules, surfaces
from tests.reader.claims import Side, Where, claim, insist, means, value_is
from tests.reader.claims_pictures import names
from tests.reader.claims_sets import set_named
from tests.reader.grammar import Node
from tests.reader.phrases import Form
from tests.reader.truth import People, total

BY_TENS = Fraction(1, 20)


def side_of(where: Where, first: object = None) -> Side:
    """Return the comparison that is spoken of: by the name of its first set, or the only one there is."""
    if first is None:
        insist(len(where.sides) == 1, "It does not say which of several comparisons it is about.")
        return where.sides[0]
    people = set_named(first, where)
    found = next((side for side in where.sides if side.first is people), None)
    insist(found is not None, "That is not compared here.")
    assert found is not None
    return found


def _family(where: Where, side: Side) -> list[Side]:
    if side.kind == "round":
        return [side]
    return [found for found in all_sides(where) if found.kind == "group"]


def all_sides(where: Where) -> tuple[Side, ...]:
    """Return every comparison of the study, not only those that this place is about."""
    return surfaces.sides(where.truth)


def verdict(where: Where, side: Side, enabler: str) -> str | None:
    """Return what may be said of an enabler; None where only what holds in every world can be told."""
    family = _family(where, side)
    found = rules.verdicts(where.truth, family)
    if not found and not all(part.exact for one in family for part in (one.first, one.second)):
        return None
    place = next(place for place, one in enumerate(family) if one.first is side.first and one.kind == side.kind)
    return found.get((place, enabler), "not compared")


def differs(where: Where, side: Side, enabler: str, *, clearly: bool) -> None:
    """Object where two sets do not differ, or not clearly."""
    insist(rules.not_compared(side, enabler) is None, "It cannot be compared.")
    known = verdict(where, side, enabler)
    if known is not None:
        insist(known == ("clear" if clearly else "differs"), f"The rule says “{known}”.")
        return
    signs = set()
    for first in side.first.worlds(enabler):
        for second in side.second.worlds(enabler):
            ours, theirs = (
                rules.people_counts(people, enabler, world)
                for people, world in ((side.first, first), (side.second, second))
            )
            found = rules.delta(ours, theirs)
            signs.add((found > 0) - (found < 0))
            insist(rules.p_value(ours, theirs) <= rules.DIFFERS, "They might not differ.")
    insist(len(signs) == 1, "They might differ the other way.")


def gaps(side: Side, enabler: str) -> tuple[Fraction, Fraction]:
    """Return the least and the most by which the first average can be above the second."""
    first, second = means(side.first, enabler), means(side.second, enabler)
    return min(first) - max(second), max(first) - min(second)


def _average_is(said: object, people: People, enabler: str, *, about: bool) -> None:
    value_is(Node("about {number}", {"number": said}) if about else said, means(people, enabler), f"“{people.name}”")


@claim("{finding}. {group}: {first}. {others}: {second}.", finding="gap")
@claim("{finding}. {group}: about {first}. {others}: about {second}.", finding="gap")
def finding(node: Node, where: Where) -> None:
    side, said = side_of(where, node["group"]), node["finding"]
    assert isinstance(said, Node)
    enabler = str(said["enabler"])
    differs(where, side, enabler, clearly="clearly" in str(said.message))
    about = "about" in str(node.message)
    _average_is(node["first"], side.first, enabler, about=about)
    _average_is(node["second"], side.second, enabler, about=about)


def way(node: Node, side: Side, enabler: str) -> None:
    """Object to a direction that the averages may not have."""
    least, most = gaps(side, enabler)
    text = str(node.message)
    if any(word in text for word in ("went up", "higher")):
        insist(least > 0, f"It may be {float(least):.3f} above.")
    if any(word in text for word in ("went down", "lower")):
        insist(most < 0, f"It may be {float(most):.3f} above.")


def moved(said: object, where: Where, *, clearly: bool) -> None:
    assert isinstance(said, Node)
    side, enabler = _round_side(where), str(said["enabler"])
    differs(where, side, enabler, clearly=clearly)
    way(said, side, enabler)
    value_is(said["before"], means(side.second, enabler), "The average before")
    value_is(said["now"], means(side.first, enabler), "The average now")


def _round_side(where: Where) -> Side:
    found = [side for side in all_sides(where) if side.kind == "round"]
    insist(bool(found), "No rounds are compared.")
    return found[0]


@claim(
    "{enabler} went up, from {before} to {now}",
    "{enabler} went down, from {before} to {now}",
    "{enabler} changed, from {before} to {now}",
)
def went(node: Node, where: Where) -> None:
    moved(node, where, clearly=False)


@claim("{finding}: a clear change.", finding="moved")
def clearly_went(node: Node, where: Where) -> None:
    moved(node["finding"], where, clearly=True)


def not_clear(where: Where, side: Side, enabler: str) -> None:
    insist(rules.not_compared(side, enabler) is None, f"“{enabler}” is not compared.")
    known = verdict(where, side, enabler)
    insist(known in (None, "no"), f"The rule says “{known}” of “{enabler}”.")


@claim("{enablers}: scores for {both} differ, but no more than could be expected by chance.")
@claim("{enablers}: scores for {both} are not exact enough to say whether they differ.")
@claim("{enablers} moved, but no more than could be expected by chance.")
@claim("{enablers}: the averages are not exact enough to say whether they changed.")
def unclear(node: Node, where: Where) -> None:
    side = _side_of_both(node, where)
    for enabler in names(node["enablers"]):
        not_clear(where, side, enabler)
        if "not exact enough" in str(node.message):
            insist(not _exact(side, enabler), "All scores are exact.")
        elif side.kind == "round":
            least, most = gaps(side, enabler)
            wide = rules.CLEAR_CHANGE * rules.unit(side.first)
            insist(least >= wide or most <= -wide, f"It moved by {float(least):.3f} to {float(most):.3f}.")


def _exact(side: Side, enabler: str) -> bool:
    return side.first.answered[enabler].exact and side.second.answered[enabler].exact


@claim("There is no clear difference between {both} on {enablers}.", enablers="compared")
@claim("There is no clear change on {enablers}.", enablers="compared")
def no_clear(node: Node, where: Where) -> None:
    side = _side_of_both(node, where)
    said, every = node["enablers"], list(side.first.answered)
    assert isinstance(said, Node)
    elsewhere = mentioned(where, side)
    rest = [id_ for id_ in every if id_ not in elsewhere]
    insist(
        said.facts.get("number", 1) == len(rest), f"That leaves {rest}; {sorted(elsewhere)} are spoken of elsewhere."
    )
    if "any of" in str(said.message):
        insist(not elsewhere, "Some are spoken of elsewhere.")
    if "the other" in str(said.message):
        insist(all(rules.not_compared(side, id_) is None for id_ in every), "Some were not compared.")
    for enabler in rest:
        not_clear(where, side, enabler)
        small(side, enabler)


def _side_of_both(node: Node, where: Where) -> Side:
    both = node.facts.get("both")
    return side_of(where, both["group"]) if isinstance(both, Node) else side_of(where)


def verdict_holds(found: object, side: Side, enabler: str, where: Where) -> None:
    """Object to a verdict in a word or two that is not what the rule gives."""
    assert isinstance(found, Node)
    words = str(found.message)
    if words == "not compared":
        insist(rules.not_compared(side, enabler) is not None, "It is compared.")
    elif words in ("no clear difference", "no clear change", "could be chance", "not exact enough to say"):
        not_clear(where, side, enabler)
        if words.startswith("no clear"):
            small(side, enabler)
    else:
        differs(where, side, enabler, clearly="clearly" in words)
        least, most = gaps(side, enabler)
        insist(not words.endswith(("higher", "up")) or least > 0, f"It may be {float(least):.3f} above.")
        insist(not words.endswith(("lower", "down")) or most < 0, f"It may be {float(most):.3f} above.")


def small(side: Side, enabler: str) -> None:
    """Object where two sets may be further apart than *no clear change* and *no clear difference* allow."""
    if side.kind == "round":
        least, most = gaps(side, enabler)
        wide = rules.CLEAR_CHANGE * rules.unit(side.first)
        insist(-wide < least and most < wide, f"“{enabler}” moved by {float(least):.3f} to {float(most):.3f}.")
        return
    for first in side.first.worlds(enabler):
        for second in side.second.worlds(enabler):
            found = rules.delta(total(first[enabler]), total(second[enabler]))
            insist(abs(found) < rules.MEDIUM, f"Delta of “{enabler}” may be {float(found):.3f}.")


def mentioned(where: Where, side: Side) -> set[str]:
    """Return the enablers that the other sentences of the list speak of, about this comparison."""
    found: set[str] = set()
    for node in where.listed:
        on = node.facts.get("on", node)
        if isinstance(on, Node) and isinstance(on.facts.get("enablers"), tuple):
            both = on.facts.get("both")
            if not isinstance(both, Node) or set_named(both["group"], where) is side.first:
                found |= set(names(on["enablers"]))
        said = node.facts.get("finding", node)
        if isinstance(said, Node) and "enabler" in said.facts:
            first = node.facts.get("group")
            if first is None or set_named(first, where) is side.first:
                found.add(str(said["enabler"]))
    return found


@claim(
    "Suppose you pick one person from each group at random. How often the person from {group} scores higher: "
    "{higher}. The same: {same}. Lower: {lower}."
)
def picked(node: Node, where: Where) -> None:
    side = side_of(where, node["group"])
    enabler = where.enabler or _last_named(where)
    insist(_exact(side, enabler), "The scores are not exact.")
    first, second = (total(next(people.worlds())[enabler]) for people in (side.first, side.second))
    if not side.first.answered[enabler].statements:
        for said, share in zip(("higher", "same", "lower"), rules.chances(first, second), strict=True):
            often(node[said], share)


def _last_named(where: Where) -> str:
    """Return the enabler of the sentence before, which this one goes on from."""
    node = next(node for node in reversed(where.said) if isinstance(node.facts.get("finding"), Node))
    said = node["finding"]
    assert isinstance(said, Node)
    return str(said["enabler"])


def often(said: object, share: Fraction) -> None:
    """Object to how often something happens; *never* and *every time* mean exactly that."""
    assert isinstance(said, Node)
    limits = {"never": (0, 0), "every time": (1, 1), "fewer than 1 time in 20": (Fraction(1, 1000), Fraction(1, 20)),
              "more than 19 times in 20": (Fraction(19, 20), Fraction(999, 1000))}  # fmt: skip
    if isinstance(said.message, str):
        low, high = limits[said.message]
        insist(low <= share <= high, f"It happens in {float(share):.4f}.")
        return
    n, of = said["n"], said["of"]
    assert isinstance(n, int)
    assert isinstance(of, int)
    step = Fraction(1, 20) if of == 10 else Fraction(5, 200)
    insist(abs(Fraction(n, of) - share) <= step and 0 < share < 1, f"It happens in {float(share):.4f}.")


@claim(Form("{enablers}: {reason}"), Form("{on}: {reason}"), on="on", reason="reason")
def not_compared(node: Node, where: Where) -> None:
    on = node.facts.get("on", node)
    assert isinstance(on, Node)
    side, reason = _side_of_both(on, where), node["reason"]
    assert isinstance(reason, Node)
    real = [id_ for id_ in side.first.answered if rules.not_compared(side, id_) == _message(reason)]
    insist(list(names(on["enablers"])) == real, f"That is the reason for {real}.")


@claim(Form("{reason}"), Form("{both}: {reason}"), both="pair")
def none_compared(node: Node, where: Where) -> None:
    side, reason = _side_of_both(node, where), node["reason"]
    assert isinstance(reason, Node)
    real = [id_ for id_ in side.first.answered if rules.not_compared(side, id_) == _message(reason)]
    every = list(side.first.answered) if where.enabler is None else [where.enabler]
    insist(set(every) <= set(real), f"That is the reason for {real}.")


def _message(reason: Node) -> str:
    if "number" in reason.facts:
        insist(reason["number"] == rules.SMALLEST_SIDE, "The fewest are others.")
    return str(reason.message)


@claim(
    "Not compared with everyone else, because fewer than {number} people answered: {groups}.",
    groups="sets",
)
def too_small(node: Node, where: Where) -> None:
    insist(node["number"] == rules.SMALLEST_SIDE, "The fewest are others.")
    said = node["groups"]
    assert isinstance(said, tuple)
    real = [side.first for side in where.sides if side.kind == "group" and side.first.total < rules.SMALLEST_SIDE]
    named = [set_named(name, where) for name in said]
    insist(len(named) > 1 and all(people in real for people in named), f"Those are {real}.")


SINCE = "{earlier}: {before}. {later}: {now}. "


@claim(
    SINCE + "These averages are not compared.",
    SINCE + "This is higher than before.",
    SINCE + "This is lower than before.",
    SINCE + "This has changed.",
    SINCE + "This is clearly higher than before.",
    SINCE + "This is clearly lower than before.",
    SINCE + "This has clearly changed.",
    SINCE + "There is no clear change.",
    SINCE + "The difference is no more than could be expected by chance.",
    SINCE + "The averages are not exact enough to say whether this changed.",
)
def since(node: Node, where: Where) -> None:
    side, enabler, text = _round_side(where), where.enabler, str(node.message)
    assert enabler is not None
    insist(set_named(node["earlier"], where) is side.second, "The earlier round is another.")
    insist(set_named(node["later"], where) is side.first, "The later round is another.")
    value_is(node["before"], means(side.second, enabler), "The average before")
    value_is(node["now"], means(side.first, enabler), "The average now")
    if "not compared" in text:
        insist(rules.not_compared(side, enabler) is not None, "It is compared.")
    elif any(words in text for words in ("higher", "lower", "changed.")) and "whether" not in text:
        differs(where, side, enabler, clearly="clearly" in text)
        way(node, side, enabler)
    else:
        not_clear(where, side, enabler)
        if "no clear change" in text:
            small(side, enabler)
        if "not exact enough" in text:
            insist(not _exact(side, enabler), "All scores are exact.")


@claim(Form("{since}:"), since="since")
def since_round(node: Node, where: Where) -> None:
    said = node["since"]
    assert isinstance(said, Node)
    rules.is_round(said["round"], _round_side(where).second)


@claim(
    "Even where groups do not differ, up to 1 report in 12 finds a difference by chance. Ask people before you act "
    "on it."
)
def by_chance(node: Node, where: Where) -> None:
    insist(bool(where.sides), "Nothing is compared.")
    insist(rules.DIFFERS <= 1 / 12, f"The level is {rules.DIFFERS}.")
