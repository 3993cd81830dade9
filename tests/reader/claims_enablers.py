"""The claims about one enabler: how many gave what, the average, how far apart people are, and who was not sure."""

from __future__ import annotations

from fractions import Fraction

from scipy.special import betaincinv
from tests.reader import rules
from tests.reader.claims import Where, claim, count, ends, insist, lower, means, near, part_is, upper, value_is
from tests.reader.claims_pictures import agree_is, distance_is, ends_of_points, points_are
from tests.reader.claims_sets import set_named
from tests.reader.grammar import Node
from tests.reader.phrases import Form
from tests.reader.truth import Counts, average, total

BANDED = "Only a range is shown, to protect what each person answered: "


def _states(where: Where) -> set[str]:
    found = {where.people.state}
    return found | ({where.answered.state} if where.enabler is not None else set())


@claim("Too few people to show.", "Too few people to show. Their answers count in the overall results.")
def too_few(node: Node, where: Where) -> None:
    insist("hidden" in _states(where), "It is not hidden.")


@claim(
    "Not shown: a workshop with nearly the same people has already shown scores for this. A few people's scores "
    "could be worked out by comparing the two."
)
def shown_in_room(node: Node, where: Where) -> None:
    insist(False, "No workshop is part of these studies.")


@claim("No one answered.")
def nobody_answered(node: Node, where: Where) -> None:
    insist(where.people.total == 0, f"{where.people.total} answered.")


@claim("No one gave a score.")
def nobody_scored(node: Node, where: Where) -> None:
    insist(where.answered.state == "empty", "Somebody scored, or it is hidden.")
    insist(not any(sum(seen.real) for seen in where.answered.questions), "Somebody scored.")


@claim(
    BANDED + "of {of} people, {low} gave {low_points} and {high} gave {high_points}.",
    BANDED + "of {of} scores, {low} are {low_points} and {high} are {high_points}.",
    low="int",
    high="int",
)
def banded(node: Node, where: Where) -> None:
    found, (first, second) = where.answered, where.scale.bands
    insist(found.in_ranges, "The scores are known better than that.")
    insist(("people" in str(node.message)[len(BANDED) :]) != found.statements, "Scores of statements are not people.")
    real = total(tuple(seen.real for seen in found.parts))
    said = (node["of"], node["low"], node["high"])
    insist(said == (sum(real), sum(real[first]), sum(real[second])), f"The counts are {real}.")
    points_are(node["low_points"], where, first)
    points_are(node["high_points"], where, second)


@claim(BANDED + "{given}.", given="ranges")
def in_pieces(node: Node, where: Where) -> None:
    said = node["given"]
    assert isinstance(said, tuple)
    insist(where.answered.in_ranges and not where.answered.statements, "The scores are known better than that.")
    insist(len(said) > 1, "That is the whole scale.")
    real = total(tuple(seen.real for seen in where.answered.parts))
    points, after = where.scale.points, where.scale.minimum - 1
    for piece in said:
        first, last = ends_of_points(piece["points"])
        assert isinstance(first, int)
        assert isinstance(last, int)
        insist(first > after, "The ranges overlap.")
        after = last
        here = real[points.index(first) : points.index(last) + 1]
        insist(piece["number"] == sum(here), f"The counts are {real}.")
    insist(sum(piece["number"] for piece in said) == sum(real), f"The counts are {real}.")


@claim("Only a range is shown, to protect what each person answered.")
def one_band(node: Node, where: Where) -> None:
    across = any(
        start < band.stop < stop for seen in where.answered.parts for start, stop, _ in seen.ranges
        for band in where.scale.bands
    )  # fmt: skip
    insist(where.answered.in_ranges and (len(where.scale.bands) == 1 or across), "More is known than that.")


@claim("The average is {number} {scale}", number="range")
def average_is(node: Node, where: Where) -> None:
    value_is(node["number"], means(where.people, _id(where)), "The average")
    _scale_is(node["scale"], where)


@claim("Estimated average: {number}.", number="dec")
def estimated_average(node: Node, where: Where) -> None:
    insist(where.answered.in_ranges, "The average is known.")
    minimum = where.scale.minimum
    each = []
    for seen in where.answered.parts:
        counts = seen.likely if seen.ranges else tuple(map(Fraction, seen.exact))
        insist(counts is not None, "Nothing says what is likely.")
        each.append(minimum + sum(place * count for place, count in enumerate(counts or ())) / sum(counts or (1,)))
    real = sum(each, Fraction(0)) / len(each)
    said = node["number"]
    assert isinstance(said, Fraction)
    near(said, real, "The estimate")


@claim("The average is about {number} {scale}", number="dec")
def average_is_about(node: Node, where: Where) -> None:
    insist(not where.answered.exact, "The average is known exactly.")
    value_is(Node("about {number}", {"number": node["number"]}), means(where.people, _id(where)), "The average")
    _scale_is(node["scale"], where)


def _id(where: Where) -> str:
    assert where.enabler is not None
    return where.enabler


def _scale_is(said: object, where: Where) -> None:
    assert isinstance(said, Node)
    insist((said["minimum"], said["maximum"]) == (where.scale.minimum, where.scale.maximum), "The scale is another.")


@claim("{average}. This is the average of its {number} statements.", average="average_is")
def average_of_statements(node: Node, where: Where) -> None:
    said = node["average"]
    assert isinstance(said, Node)
    (average_is if said.message == "The average is {number} {scale}" else average_is_about)(said, where)
    insist(where.answered.statements, "Its statements were not scored one by one.")
    insist(node["number"] == len(where.answered.questions), f"It has {len(where.answered.questions)} statements.")


def _real(where: Where) -> list[Counts]:
    return [total(world[_id(where)]) for world in where.people.worlds(_id(where))]


@claim("Of the {people} who gave a score, {given}.")
def each_score(node: Node, where: Where) -> None:
    said = node["given"]
    assert isinstance(said, tuple)
    given = {found["point"]: found["number"] for found in said}
    insist(len(given) == len(said), "A score is named twice.")
    for counts in _real(where):
        real = {where.scale.minimum + place: number for place, number in enumerate(counts) if number}
        insist(given == real, f"They gave {real}.")
        insist(count(node["people"]) == sum(counts), f"{sum(counts)} scored.")
    insist(not where.answered.statements, "Scores of statements are not people.")


@claim("{among}, {part} agree and {number} disagree.", number="about_count")
def agree_and_disagree(node: Node, where: Where) -> None:
    insist(where.scale.label(where.scale.maximum) == "Strongly agree", "This scale does not ask who agrees.")
    _sides(node, where)


@claim("{among}, {part} gave {high} and {number} gave {low}.", number="about_count", high="points", low="points")
def gave_high_and_low(node: Node, where: Where) -> None:
    size = where.scale.size
    points_are(node["high"], where, slice((size + 1) // 2, size))
    points_are(node["low"], where, slice(0, size // 2))
    _sides(node, where)


def _sides(node: Node, where: Where) -> None:
    insist(not where.answered.statements, "Scores of statements are not people.")
    agree_is(node["part"], where, _id(where))
    numbers = [lower(counts) for counts in _real(where)]
    said = node["number"]
    if isinstance(said, Node):
        insist(not where.answered.exact, "That is known exactly.")
        insist(min(numbers) <= count(said) <= max(numbers), f"It lies between {min(numbers)} and {max(numbers)}.")
    else:
        insist({said} == set(numbers), f"It is {sorted(set(numbers))}.")
    among = node["among"]
    assert isinstance(among, Node)
    if among.message == "In {place}":
        insist(among["place"] == where.truth.case.results.study.place, "The place is another.")
        insist(where.answered.n >= 100 and bool(where.people.asked), "Too few for a whole place.")


@claim(
    "{number} of the {of} scores for its {statements} statements are on the agree side.",
    "{number} of the {of} scores for its {statements} statements are {points}.",
)
def of_the_scores(node: Node, where: Where) -> None:
    if "points" in node.facts:
        points_are(node["points"], where, slice((where.scale.size + 1) // 2, where.scale.size))
    insist(node["statements"] == len(where.answered.questions), "The number of statements is another.")
    for counts in _real(where):
        real = (upper(counts), sum(counts))
        insist((node["number"], node["of"]) == real, f"It is {real[0]} of {real[1]}, in a way that is possible.")


@claim("Everyone who was asked gave a score, so no likely range is needed.")
def everybody_answered(node: Node, where: Where) -> None:
    insist(where.people.asked == where.people.total == where.people.seen, "Not everybody who was asked answered.")
    insist(where.answered.n == where.people.asked, "Not everybody who was asked scored this.")


@claim("Likely range for everyone who was asked: {low} to {high} (right 9 times in 10).")
@claim("Likely range for everyone who could have answered: {low} to {high} (right 9 times in 10).")
def likely_range(node: Node, where: Where) -> None:
    asked = "was asked" in str(node.message)
    insist(asked == bool(where.people.asked and where.people.asked >= where.people.seen), "Who was asked is not known.")
    insist(where.answered.n >= 10 and not where.answered.statements, "Too few people, or scores of statements.")
    (low, _), (high, _) = ends(node["low"]), ends(node["high"])
    insist(low < high, "That is no range.")
    if where.answered.exact:
        population = None if not asked else max((where.people.asked or 0) - where.answered.unsure, where.answered.n)
        expected = interval(_real(where)[0], population, where.scale.minimum)
        near(low, Fraction(expected[0]), "The range begins elsewhere", by=Fraction(51, 1000))
        near(high, Fraction(expected[1]), "The range ends elsewhere", by=Fraction(51, 1000))


def interval(counts: Counts, population: int | None, minimum: int) -> tuple[float, float]:
    """Return the 90% interval of the method, B2, by SciPy; it is widened to hold the mean."""
    n, size = sum(counts), len(counts)
    shares = [(number + 1 / size) / (n + 1) for number in counts]
    mu = sum(place * share for place, share in enumerate(shares))
    s2 = sum((place - mu) ** 2 * share for place, share in enumerate(shares))
    mean = sum(place * number for place, number in enumerate(counts)) / n
    missing = None if population is None else population - n
    variance = s2 / (n + 2) if missing is None else s2 * (n + 1 + missing) / (missing * (n + 2))
    m, v = mu / (size - 1), variance / (size - 1) ** 2
    strength = m * (1 - m) / v - 1
    found = [float(betaincinv(m * strength, (1 - m) * strength, tail)) * (size - 1) for tail in (0.05, 0.95)]
    if missing is not None:
        found = [(n * mean + missing * end) / (n + missing) for end in found]
    return minimum + min(found[0], mean), minimum + max(found[1], mean)


@claim("Typical distance from the middle answer: {number} points.", number="range")
def typical_distance(node: Node, where: Where) -> None:
    distance_is(node["number"], where, _id(where))


@claim("Scores are spread out. Typical distance from the middle answer: {number} points.", number="range")
def far_apart(node: Node, where: Where) -> None:
    insist(rules.holds(rules.is_divided, where.people, _id(where)), "They are not that far apart.")
    distance_is(node["number"], where, _id(where))


@claim(
    "People are split: most scores are at one end or the other. {low} are low and {high} are high.",
    "People are split: most scores are at one end or the other. About {low} are low and about {high} are high.",
    "People are split: most scores are at one end or the other. {low} people scored low and {high} scored high.",
    "People are split: most scores are at one end or the other. About {low} people scored low and about {high} "
    "scored high.",
    low="int",
    high="int",
)
def split(node: Node, where: Where) -> None:
    insist(rules.holds(rules.is_split, where.people, _id(where)), "They are not split.")
    real = _real(where)
    for said, of in ((node["low"], lower), (node["high"], upper)):
        numbers = {of(counts) for counts in real}
        if "about" in str(node.message).lower():
            insist(min(numbers) <= count(said) <= max(numbers), f"It lies between {min(numbers)} and {max(numbers)}.")
        else:
            insist({said} == numbers, f"It is {sorted(numbers)}.")


@claim("The average is some way from the median, so look at the bars.")
def skewed(node: Node, where: Where) -> None:
    apart = Fraction(where.scale.size - 1, 8)
    for world in where.people.worlds(_id(where)):
        found = abs(average(world[_id(where)], where.scale) - middle(total(world[_id(where)]), where.scale.minimum))
        insist(found > apart, f"They may be {float(found):.3f} apart only.")


def middle(counts: Counts, minimum: int) -> Fraction:
    """Return the median, interpolated within a point; half-way between two middle scores that differ."""
    people = [minimum + place for place, number in enumerate(counts) for _ in range(number)]
    n = len(people)
    low, high = people[(n - 1) // 2], people[n // 2]
    if low != high:
        return Fraction(low + high, 2)
    above, below = sum(score > low for score in people), sum(score < low for score in people)
    return low + Fraction(above - below, 2 * people.count(low))


@claim("All scores are the same.", "On each statement, everyone who scored it gave the same score.")
def all_the_same(node: Node, where: Where) -> None:
    insist(
        ("statement" in str(node.message)) == where.answered.statements, "Statements were scored one by one, or not."
    )
    for world in where.people.worlds(_id(where)):
        for counts in world[_id(where)]:
            insist(sum(map(bool, counts)) == 1, f"They gave {counts}.")


def unsure_is(said: object, where: Where) -> None:
    found = where.answered
    part_is(said, [(found.unsure, found.n + found.unsure)], "How many were not sure")
    insist(not found.statements, "Answers to statements are not people.")


@claim(("{part} was not sure", "{part} were not sure"))
def unsure(node: Node, where: Where) -> None:
    unsure_is(node["part"], where)


@claim("{finding}. This is worth talking about.", finding="unsure")
def many_unsure(node: Node, where: Where) -> None:
    said = node["finding"]
    assert isinstance(said, Node)
    unsure_is(said["part"], where)
    insist(rules.is_unknown(where.people, _id(where)), "Fewer than a quarter were not sure.")


@claim(("{n} of {people} was not sure.", "{n} of {people} were not sure."))
def so_many_unsure(node: Node, where: Where) -> None:
    found = where.answered
    insist(
        (node["n"], count(node["people"])) == (found.unsure, found.n + found.unsure), f"{found.unsure} were not sure."
    )
    insist(not found.statements, "Answers to statements are not people.")


@claim("“Not sure” was chosen {times} times for its {statements} statements.")
@claim("“Not sure” was chosen once for its {statements} statements.")
def chosen_so_often(node: Node, where: Where) -> None:
    insist(node.facts.get("times", 1) == where.answered.unsure, f"It was chosen {where.answered.unsure} times.")
    insist(node["statements"] == len(where.answered.questions), "The number of statements is another.")


@claim("Some counts are approximate, to protect what each person answered.")
def close_not_exact(node: Node, where: Where) -> None:
    insist(not where.answered.exact, "All counts are exact.")


@claim("This covers about {share} of this group. The others are counted in wider groups.", share="share")
def covers(node: Node, where: Where) -> None:
    said, real = node["share"], where.people.coverage * 100
    assert isinstance(said, Node)
    insist(0 < real < 100, "All of them are seen.")
    insist(abs(Fraction(count(said)) - real) <= (5 if real > 95 else Fraction(5, 2)), f"It is {float(real):.1f}%.")


@claim(Form("{set} ({people})."))
def shown_together(node: Node, where: Where) -> None:
    people = set_named(node["set"], where)
    insist(people.state == "shown" and count(node["people"]) == people.seen, f"{people.seen} are seen.")


@claim(
    "The median is {median}: {at} gave it, and {near} are within one point of it.",
    "The median is {median}: {at} are within half a point of it, and {near} are within one point.",
)
def median_is(node: Node, where: Where) -> None:
    insist(where.answered.exact and not where.answered.statements, "The median is not known.")
    counts = _real(where)[0]
    people = [where.scale.minimum + place for place, number in enumerate(counts) for _ in range(number)]
    median = Fraction(people[(len(people) - 1) // 2] + people[len(people) // 2], 2)
    insist(Fraction(node["median"]) == median, f"It is {float(median)}.")  # type: ignore[arg-type]
    insist(("gave it" in str(node.message)) == (median.denominator == 1), "Nobody can give a half.")
    for name, reach in (("at", Fraction(1, 2)), ("near", Fraction(1))):
        near_it = sum(abs(score - median) <= reach for score in people)
        part_is(node[name], [(near_it, len(people))], "How many are near the median")
