"""The claims about who answered: how many, of how many, how evenly, and the warnings that go with it."""

from __future__ import annotations

import math
from fractions import Fraction

from scipy.special import chdtrc
from tests.reader.claims import Where, claim, count, insist, near, part_is
from tests.reader.grammar import Node
from tests.reader.phrases import Form
from tests.reader.truth import People, blank

from greenshoots.core.disclosure.policy import Protection
from greenshoots.core.disclosure.privacy_notice import USUAL

LOW_RATE, LEANING, ASKED_FOR_R, LEVEL = Fraction(3, 10), 0.7, 20, 0.05


def set_named(said: object, where: Where) -> People:
    """Return the set that a name stands for, in any language."""
    truth, groups = where.truth, where.truth.case.last.released.groups
    if isinstance(said, Node):
        if said.message == "{choices} together":
            choices = said["choices"]
            assert isinstance(choices, tuple)
            question = next(name for name, found in groups if choices[0] in found)
            return truth.group(question, *choices)
        if said.message == "Everyone":
            return where.truth.everyone
        insist(bool(where.sides), "“Everyone else” than whom?")
        return where.sides[0].second
    for held in truth.rounds:
        key = str(held.key[1])
        if said in {key, f"Round {key}", f"Rownd {key}"}:
            return held
    question = next((name for name, found in groups if said in found), None)
    insist(question is not None, f"Nothing is called “{said}”.")
    return truth.group(str(question), str(said))


def answered_is(said: object, people: People) -> None:
    """Object to how many answered, of how many, that is not so."""
    if isinstance(said, Node) and said.message == "too few people to show":
        insist(people.state == "hidden" and people.kind == "group", "It is not hidden.")
        return
    # Of everybody it may always be said how many answered; of others only how many are seen.
    real = people.total if people.kind in ("everyone", "round") and people.state != "shown" else people.seen
    insist(people.state != "hidden" or people.kind in ("everyone", "round"), "It is hidden.")
    if isinstance(said, Node) and ("words" in said.facts or "people" in said.facts):
        part_is(said, [(real, people.asked or -1)], "How many answered")
        insist(real <= (people.asked or 0), "More answered than were asked.")
    else:
        insist(count(said) == real, f"{real} answered.")
        insist(people.asked is None or real > people.asked or people.asked == 0, f"{people.asked} were asked.")


@claim("{people} answered.", people="answered")
def so_many_answered(node: Node, where: Where) -> None:
    answered_is(node["people"], where.people)


@claim("{people} answered. We do not know how many were asked, so there is no response rate.")
def not_known(node: Node, where: Where) -> None:
    insist(count(node["people"]) == where.people.total, f"{where.people.total} answered.")
    insist(where.people.asked is None, f"{where.people.asked} were asked.")


@claim("{people} answered, more than the {asked} who were asked, so there is no response rate.")
def more_answered(node: Node, where: Where) -> None:
    insist(count(node["people"]) == where.people.total, f"{where.people.total} answered.")
    insist(node["asked"] == where.people.asked and where.people.total > (where.people.asked or 0), "Not more.")


@claim("Everyone answered: {people}.")
def everybody(node: Node, where: Where) -> None:
    insist(count(node["people"]) == where.people.total == where.people.asked, "Not everybody answered.")


@claim("{round}: {people} answered.", round="set", people="answered")
def round_answered(node: Node, where: Where) -> None:
    answered_is(node["people"], set_named(node["round"], where))


AS_OFTEN = {
    "The two response rates are about the same.": (0.88, 1.0),
    "The first group's response rate is about three quarters of the second group's.": (0.7, 0.92),
    "The first group's response rate is about two thirds of the second group's.": (0.58, 0.7),
    "The first group's response rate is about half of the second group's.": (0.42, 0.58),
    "The first group's response rate is about a third of the second group's.": (0.29, 0.42),
    "The first group's response rate is less than a third of the second group's.": (0.0, 1 / 3),
}


@claim(*(f"{{least}}: {{few}} answered. {{most}}: {{many}} answered. {words}" for words in AS_OFTEN))
def as_often(node: Node, where: Where) -> None:
    least, most = set_named(node["least"], where), set_named(node["most"], where)
    answered_is(node["few"], least)
    answered_is(node["many"], most)
    question = least.key[1]
    rates = {part.name: rate for part in _choices(str(question), where) if (rate := _rate(part)) is not None}
    insist(rates[least.name] == min(rates.values()), f"The rates are {rates}.")
    insist(rates[most.name] == max(rates.values()), f"The rates are {rates}.")
    ratio = rates[least.name] / rates[most.name]
    low, high = next(found for words, found in AS_OFTEN.items() if str(node.message).endswith(words))
    insist(low - 1e-9 <= ratio <= high + 1e-9, f"It is {float(ratio):.3f} as often.")


def _choices(question: str, where: Where) -> list[People]:
    choices = dict(where.truth.case.last.released.groups)[question]
    return [where.truth.group(question, choice) for choice in choices]


def _rate(part: People) -> Fraction | None:
    if part.state != "shown" or not part.asked or part.seen > part.asked:
        return None
    return Fraction(part.seen, part.asked)


def evenness(question: str, where: Where) -> float | None:
    """Return R, corrected as Shlomo, Skinner and Schouten have it; None where it is not known."""
    parts = _choices(question, where)
    minimum = where.truth.case.last.released.policy.minimum
    if any(part.state != "shown" or (part.asked or 0) < minimum or part.seen > (part.asked or 0) for part in parts):
        return None
    everybody_asked = sum(part.asked or 0 for part in parts)
    mean = sum(part.seen for part in parts) / everybody_asked
    rates = [(part.asked or 0, part.seen / (part.asked or 1)) for part in parts]
    variance = sum(asked / everybody_asked * (rate - mean) ** 2 for asked, rate in rates)
    chance = sum(rate * (1 - rate) for _, rate in rates) / everybody_asked
    return 1 - 2 * math.sqrt(max(0.0, variance - chance))


def leans(question: str, where: Where) -> bool:
    """Return whether the choices answered so unevenly that a warning is due."""
    found, parts = evenness(question, where), _choices(question, where)
    asked, answered = sum(part.asked or 0 for part in parts), sum(part.seen for part in parts)
    if found is None or found >= LEANING or asked < ASKED_FOR_R or answered in (0, asked):
        return False
    rate = answered / asked
    far = sum((part.seen - (part.asked or 0) * rate) ** 2 / ((part.asked or 0) * rate * (1 - rate)) for part in parts)
    return bool(chdtrc(len(parts) - 1, far) <= LEVEL / len(where.truth.case.last.released.groups))


LEANS = "How evenly the groups answered: {number}, where 1 means the same share in every group. The results lean "


@claim(
    LEANS + "towards the groups that answered more.",
    "How evenly the groups answered: {number}, where 1 means the same share in every group.",
    number="dec",
)
def how_evenly(node: Node, where: Where) -> None:
    question = _question(where)
    found = evenness(question, where)
    insist(found is not None, "The shares are not known.")
    near(node["number"], found or 0.0, "R is another", by=Fraction(1, 200))
    insist(
        (node.message == LEANS + "towards the groups that answered more.") == leans(question, where),
        "It leans, or not.",
    )


def _question(where: Where) -> str:
    assert where.people.kind == "group", "The place of this sentence names no group."
    return str(where.people.key[1])


@claim("Some people did not answer this question. Their scores count in the overall results.")
def left_blank(node: Node, where: Where) -> None:
    insist(blank(where.truth.case.last, _question(where)), "Nobody left it blank.")


@claim("These results may not reflect the people who did not answer.")
def may_not_reflect(node: Node, where: Where) -> None:
    everyone, groups = where.truth.everyone, where.truth.case.last.released.groups
    few = bool(everyone.asked) and Fraction(everyone.total, everyone.asked or 1) < LOW_RATE
    insist(few or any(leans(name, where) for name, _ in groups), "Enough answered, and evenly enough.")


@claim(
    "More people answered than were asked: {number} answered, {asked} were asked. Check how many people you asked.",
)
def more_than_asked(node: Node, where: Where) -> None:
    everyone = where.truth.everyone
    insist((node["number"], node["asked"]) == (everyone.total, everyone.asked), f"It was {everyone.asked}.")
    insist(everyone.total > (everyone.asked or 0), "Not more answered than were asked.")


@claim("More people answered than were asked in {groups}.", groups="sets")
def more_than_asked_in(node: Node, where: Where) -> None:
    said = node["groups"]
    assert isinstance(said, tuple)
    for name in said:
        people = set_named(name, where)
        insist(people.asked is not None and people.seen > people.asked, f"Not in {name}.")


@claim(
    "People answered from different viewpoints, and their answers are combined here. To compare them, show results "
    "by “viewpoint”."
)
def viewpoints(node: Node, where: Where) -> None:
    insist(where.truth.case.viewpoints > 1, "There is one viewpoint only.")


@claim("Not protected: these are exact counts from the file, for groups of any size.")
@claim("Not protected: these are exact counts from the file, for groups of any size. Do not share them.")
def not_protected(node: Node, where: Where) -> None:
    insist(where.truth.case.results.policy.protection is Protection.NONE, "It is protected.")


@claim("Named: people knew before they answered that their names would be kept with their scores.")
def named(node: Node, where: Where) -> None:
    insist(where.truth.case.results.policy.protection is Protection.NAMED, "Nobody signed.")


@claim("Open room: results are shown for the whole room once {number} people have answered, never for groups in it.")
def open_room(node: Node, where: Where) -> None:
    policy = where.truth.case.results.policy
    insist(policy.protection is Protection.OPEN and node["number"] == policy.minimum, "It is no open room.")
    insist(not where.truth.case.last.released.groups, "Groups are shown.")


@claim(
    "Results are shown only for groups of at least {k} people. Where nearly everyone gives the same score, a range "
    "is shown.",
    "Results are shown only for groups of at least {k} people, fewer than the usual {usual}. Where nearly everyone "
    "gives the same score, a range is shown.",
    usual="int",
)
def shown_from(node: Node, where: Where) -> None:
    policy = where.truth.case.results.policy
    insist(policy.protected and node["k"] == policy.k, f"k is {policy.k}.")
    insist(("usual" in node.facts) == (policy.k < USUAL.k), "k is the usual one, or not.")
    sizes = where.truth.case.last.released.sizes
    insist(all(size >= policy.k for size in sizes), f"The blocks hold {sizes}.")


@claim(
    "{round} used a different scale, from {minimum} to {maximum}, so it is not shown here.",
    round="round",
)
def another_scale(node: Node, where: Where) -> None:
    scales = {
        name: (held.instrument.scale.minimum, held.instrument.scale.maximum)
        for held in where.truth.case.rounds
        for name in (held.key, f"Round {held.key}", f"Rownd {held.key}")
    }
    mine = (where.scale.minimum, where.scale.maximum)
    insist(scales[str(node["round"])] == (node["minimum"], node["maximum"]) != mine, f"The scales are {scales}.")


@claim("Some statements were worded differently before, so part of a change can come from the new wording.")
def worded_differently(node: Node, where: Where) -> None:
    kept = [held for held in where.truth.case.rounds if held.instrument.scale == where.truth.case.last.instrument.scale]
    before = {enabler.id: enabler.statements for enabler in kept[-2].instrument.enablers}
    now = {enabler.id: enabler.statements for enabler in kept[-1].instrument.enablers}
    insist(any(before.get(id_, found) != found for id_, found in now.items()), "The words are the same.")


@claim("What {people} said", "{people} answered", people="of_or_people", slot="title")
def title(node: Node, where: Where) -> None:
    everyone, said = where.truth.everyone, node["people"]
    insist((node.message == "What {people} said") == (everyone.state == "shown"), "It may be shown, or not.")
    if isinstance(said, Node) and said.message == "{number} of {people}":
        insist((said["number"], count(said["people"])) == (everyone.total, everyone.asked), "The numbers are others.")
    else:
        insist(count(said) == everyone.total, f"{everyone.total} answered.")


@claim(Form("{earlier}: {answered}"), slot="title")
def earlier_round(node: Node, where: Where) -> None:
    answered_is(node["answered"], set_named(node["earlier"], where))


@claim(Form("{answered}"), slot="title", answered="answered")
def answered_alone(node: Node, where: Where) -> None:
    if where.section == "asked":
        insist(count(node["answered"]) == where.truth.everyone.asked, f"{where.truth.everyone.asked} were asked.")
        return
    answered_is(node["answered"], where.people)


@claim(
    "At least {number} people must answer before results are shown, so that no one's own answers can be worked out. "
    "You can still talk: each enabler has a page with its statements and space for notes."
)
def at_least(node: Node, where: Where) -> None:
    insist(node["number"] == where.truth.case.results.policy.minimum, "The fewest are others.")
    insist(where.people.state != "shown", "Something is shown.")


@claim(Form("{names}"), slot="title", names="questions")
def compared_by(node: Node, where: Where) -> None:
    real = tuple(name for name, _ in where.truth.case.last.released.groups)
    insist(node["names"] == real, f"The groups are {real}.")
