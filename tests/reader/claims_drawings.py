"""The claims within drawings: notes beside rows and what explains the marks; and about what people wrote and agreed."""

from __future__ import annotations

from tests.reader import rules
from tests.reader.claims import Where, claim, insist, means, silent, value_is
from tests.reader.claims_between import verdict_holds
from tests.reader.claims_method import scale_is
from tests.reader.claims_sets import answered_is, set_named
from tests.reader.grammar import Node
from tests.reader.phrases import Form
from tests.reader.truth import People, shown_as


@claim("average {number}", slot="drawing", number="range")
def average_note(node: Node, where: Where) -> None:
    value_is(node["number"], means(where.people, str(where.enabler)), "The average")


@claim("split", slot="drawing")
def split_note(node: Node, where: Where) -> None:
    insist(rules.holds(rules.is_split, where.people, str(where.enabler)), "They are not split.")


@claim("approximate", slot="drawing")
def nearly_exact(node: Node, where: Where) -> None:
    insist(where.answered.state == "shown" and not where.answered.exact, "They are exact.")
    insist(not where.answered.in_ranges, "Only ranges are known.")


@claim("{before}, then {now}: {verdict}", slot="drawing", before="range", now="range", verdict="verdict")
def before_and_now(node: Node, where: Where) -> None:
    side, enabler = where.sides[0], str(where.enabler)
    value_is(node["before"], means(side.second, enabler), "The average before")
    value_is(node["now"], means(side.first, enabler), "The average now")
    verdict_holds(node["verdict"], side, enabler, where)


@claim(Form("{verdict}"), slot="drawing", verdict="verdict")
def verdict_alone(node: Node, where: Where) -> None:
    verdict_holds(node["verdict"], where.sides[0], str(where.enabler), where)


def choices(where: Where) -> list[People]:
    """Return the choices of the group that a drawing is about, and those that are shown together."""
    question = str(where.people.key[1])
    found = [where.truth.group(question, choice) for choice in dict(where.truth.case.last.released.groups)[question]]
    small = [part.name for part in found if part.state == "hidden"]
    return [*found, where.truth.group(question, *small)] if len(small) > 1 else found


@claim(Form("{range}"), Form("{span}"), slot="drawing")
def averages_of_choices(node: Node, where: Where) -> None:
    """The lowest and the highest average of the choices that are drawn."""
    enabler = str(where.enabler)
    seen = [part for part in choices(where) if part.state == "shown" and part.answered[enabler].state == "shown"]
    values = [mean for part in seen for mean in means(part, enabler)]
    said = node.facts.get("range", node.facts.get("span"))
    low, high = (said["low"], said["high"]) if isinstance(said, Node) else (said, said)
    insist(
        (low, high) == (shown_as(min(values)), shown_as(max(values))), f"They go from {min(values)} to {max(values)}."
    )


@claim("Too few people to show.", slot="drawing")
@claim("Too few people to show. Their answers count in the overall results.", slot="drawing")
def not_drawn(node: Node, where: Where) -> None:
    sets = choices(where) if where.section == "gaps" else [where.people]
    insist(all(part.state != "shown" or part.answered[str(where.enabler)].state != "shown" for part in sets), "Shown.")


@claim("No one gave a score.", slot="drawing")
def nobody(node: Node, where: Where) -> None:
    insist(where.answered.state == "empty", "Somebody did, or it is hidden.")


@claim("Only a range can be shown.", slot="drawing")
def only_a_range(node: Node, where: Where) -> None:
    insist(where.answered.in_ranges, "More is known.")


@claim(Form("{reason}"), slot="drawing")
def why_not_drawn(node: Node, where: Where) -> None:
    insist(rules.not_compared(where.sides[0], str(where.enabler)) is not None, "It is compared.")


@claim("Average: {set}", slot="drawing", set="set_answered")
def average_of(node: Node, where: Where) -> None:
    said = node["set"]
    assert isinstance(said, Node)
    answered_is(said["answered"], set_named(said["set"], where))


@claim("Rings: {scale} at the edge", slot="drawing", scale="ends")
def rings(node: Node, where: Where) -> None:
    scale_is(node["scale"], where)


@claim("Hollow: people are split", slot="drawing")
def hollow(node: Node, where: Where) -> None:
    sets = choices(where) if where.section == "gaps" else [where.people, *where.truth.rounds]
    split = any(rules.holds(rules.is_split, part, found.enabler.id) for part in sets for found in part.shown)
    insist(split, "Nowhere are people split.")


@claim("A gap in the line: too few people to show", slot="drawing")
def gap_in_the_line(node: Node, where: Where) -> None:
    sets = [where.people, *where.truth.rounds[-2:]]
    insist(any(found.state != "shown" for part in sets for found in part.answered.values()), "All are shown.")


@claim("Comments are shown once at least {number} people have answered.")
@claim("Comments are shown once at least {number} people have written one.")
def words_are_shown(node: Node, where: Where) -> None:
    policy, written = where.truth.case.results.policy, where.truth.case.words[str(where.enabler)]
    if "answered" in str(node.message):
        insist(node["number"] == max(policy.k_words, policy.minimum), "The fewest are others.")
        insist(where.people.total < max(policy.k_words, policy.minimum), "Enough people answered.")
    else:
        safe = [text for text in written if "01632" not in text]
        insist(node["number"] == 3 and len(written) > 0 and len(safe) < 3, f"{len(safe)} wrote some.")


@claim(
    (
        "1 comment is not shown, because it may identify a person or include contact details.",
        "{n} comments are not shown, because they may identify people or include contact details.",
    )
)
def held_back(node: Node, where: Where) -> None:
    written = where.truth.case.words[str(where.enabler)]
    insist(node["n"] == sum("01632" in text for text in written), "The number is another.")


@claim("In the workshop: {agreed}", agreed="agreed")
def in_the_workshop(node: Node, where: Where) -> None:
    agreed_is(node["agreed"], str(where.enabler), where)


def agreed_is(said: object, enabler: str, where: Where) -> None:
    """Object to an agreed score that is not the one that the room agreed on."""
    assert isinstance(said, Node)
    found = next(one for one in where.truth.case.results.settled if one.enabler.id == enabler)
    if "point" not in said.facts:
        insist(found.score is None, f"They agreed on {found.score}.")
        return
    insist(said["point"] == found.score, f"They agreed on {found.score}.")
    label = said.facts.get("label", str(said.facts.get("number")))
    insist(label == where.scale.label(found.score or 0), "It is called otherwise.")


silent("a caption above the words of people", "Comments, in random order and not linked to scores:")
silent(
    "explains a mark of the drawing, or writes a score beside it",
    "Thin grey arrow: could be chance, or not compared",
    "Thin lines above and below: likely range of the average (right 9 times in 10)",
    "Two joined marks: the average is between them",
    "Hollow mark: estimated average. The average is on the bar",
    "Middle half of answers",
    "The average is in this range",
    "Numbers count scores for statements, so a person can be counted more than once",
    "One person",
    Form("{label}"),
    Form("{number} {label}"),
    Form("{number}"),
    Form("All of them"),
    slot="drawing",
)
