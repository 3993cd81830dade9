"""The numbers in tables, cell by cell, held against the truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from tests.reader import claims_between, studies
from tests.reader.claims import HALF_A_TENTH, Side, UntrueError, Where, ends, insist, is_about, means, part_is
from tests.reader.claims_drawings import agreed_is
from tests.reader.claims_enablers import interval
from tests.reader.claims_sets import set_named
from tests.reader.grammar import Grammar, Node
from tests.reader.phrases import Form
from tests.reader.reading import Problem
from tests.reader.truth import Answered, Counts, People, total

from greenshoots.core.instruments.model import Scale
from greenshoots.reports import values
from greenshoots.reports.outline import Table

Row = dict[str, str]
NOTHING = values.EMPTY


CAPTIONS = {
    "Averages": "_averages",
    "How often each score was given": "_strips",
    "{name}: how often each score was given": "_enabler",
    "{name}: scores given to its statements": "_enabler",
    "Scores for each statement": "_statement",
    "Averages by {group}": "_gaps",
    "Averages in {earlier} and {later}": "_change",
    "Who answered, by {group}": "_who",
    "Middle answers": "_middle",
    "Agreed scores": "_agreed",
}
"""Every table of a report, and what holds its rows."""


class Tables:
    """Holds the tables of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.by_caption = {caption: getattr(self, name) for caption, name in CAPTIONS.items()}

    def hold(self, table: Table, where: Where) -> Iterator[Problem]:
        """Hold every row of a table against the truth."""
        found = self._caption(table.caption)
        if found is None:
            yield Problem(table.caption, "No registered table is called this.", where.section)
            return
        for cells in table.rows:
            row = dict(zip(table.header, values.row(table, cells), strict=True))
            try:
                self.by_caption[str(found.message)](row, where)
            except UntrueError as error:
                yield Problem(f"{table.caption}: {row}", str(error), where.section)
            except (AssertionError, LookupError, ValueError) as error:
                yield Problem(f"{table.caption}: {row}", f"{type(error).__name__}: {error}", where.section)

    def texts(self, table: Table) -> tuple[str, ...] | None:
        """Return the texts of a table that explains words; None for one that holds numbers."""
        if table.caption == self._say("Terms in this report"):
            return tuple(str(cell) for row in table.rows for cell in row)
        return None

    def _caption(self, caption: str) -> Node | None:
        kinds = {"name": "axis", "group": "question", "earlier": "round", "later": "round"}
        return next(
            (node for message in self.by_caption if (node := self.grammar.match(message, kinds, caption))), None
        )

    def _say(self, message: str) -> str:
        return self.grammar.voice.catalogue.gettext(message)

    def _named(self, row: Row, where: Where) -> Answered:
        name = next(iter(row.values()))
        number, _, axis = name.partition(". ")
        found = where.people.answered[self.grammar.names.enablers[axis]]
        insist(number == str(found.enabler.number), "The number is another.")
        return found

    def _count(self, said: str, real: Sequence[int], what: str) -> None:
        """Object to a count that is not the one of all worlds; *about* may be any that is possible."""
        found = self.grammar.read("about_count", said)
        if isinstance(found, Node):
            number = found["number"]
            assert isinstance(number, int)
            insist(min(real) <= number <= max(real), f"{what}: it lies between {min(real)} and {max(real)}.")
        else:
            insist({found} == set(real), f"{what}: it is {sorted(set(real))}.")

    def _is(self, said: str, real: int | None, what: str) -> None:
        if real is None:
            insist(said == NOTHING, f"{what} may not be told.")
        else:
            self._count(said, [real], what)

    def _average(self, said: str, people: People, answered: Answered) -> None:
        """Object to an average that is not the one of all worlds; a range must reach as far as they do."""
        id_ = answered.enabler.id
        if answered.state != "shown":
            insist(said == NOTHING, "The average may not be told, or there is none.")
            return
        found = self.grammar.read("cell_range", said)
        real = means(people, id_)
        if is_about(found):
            assert isinstance(found, Node)
            number = found["number"]
            assert isinstance(number, Fraction)
            insist(not answered.exact, "The average is known exactly.")
            insist(min(real) - HALF_A_TENTH <= number <= max(real) + HALF_A_TENTH, f"It lies between {real}.")
            return
        low, high = ends(found)
        fits = abs(low - min(real)) <= HALF_A_TENTH and abs(high - max(real)) <= HALF_A_TENTH
        insist(fits, f"The average of “{id_}” lies between {float(min(real)):.4f} and {float(max(real)):.4f}.")

    def _scores(self, row: Row, people: People, answered: Answered) -> None:
        """Object to counts that are not those of all worlds."""
        scale = people.scale
        # Counts of a whole enabler are given where they are known well enough for each of its statements.
        shown = answered.state == "shown" and not answered.in_ranges
        for place, point in enumerate(scale.points):
            said = row[str(point)]
            if not shown:
                insist(said == NOTHING, f"How many gave {point} may not be told.")
            else:
                self._count(said, _possible(answered, place, scale), f"How many gave {point}")

    def _bands(self, row: Row, answered: Answered, where: Where) -> None:
        said = row.get(self._say("As a range"), NOTHING)
        if said == NOTHING:
            return
        real = total(tuple(seen.real for seen in answered.parts))
        told, after = 0, where.scale.minimum - 1
        for points, _, number in (part.partition(": ") for part in said.split("; ")):
            found = self.grammar.read("points", points)
            first, last = (found, found) if isinstance(found, int) else tuple(found.facts.values())  # type: ignore[attr-defined]
            insist(first > after, "The ranges overlap.")
            after = last
            here = sum(real[first - where.scale.minimum : last - where.scale.minimum + 1])
            self._count(number, [here], "The range")
            told += here
        insist(told == sum(real), "Someone is in no range.")

    def _averages(self, row: Row, where: Where) -> None:
        answered = self._named(row, where)
        # A column that would hold nothing but dashes is left out.
        self._average(row.get(self._say("Average"), NOTHING), where.people, answered)
        shown = answered.state == "shown"
        self._is(row[self._say("Scored")], answered.n if shown else self._nobody(answered, 0), "How many scored")
        self._is(row[self._say("Not sure")], _told_unsure(answered), "Not sure")
        for name, said in row.items():
            if self.grammar.match("Average, {round}", {"round": "round"}, name):
                earlier = where.truth.rounds[-2]
                self._average(said, earlier, earlier.answered[answered.enabler.id])
        self._ranges(row, answered, where)

    def _nobody(self, answered: Answered, nothing: int | None) -> int | None:
        return nothing if answered.state == "empty" else None

    def _ranges(self, row: Row, answered: Answered, where: Where) -> None:
        """Object to a middle half that is not the one of the scores, and to a likely range without ten people."""
        counts = total(next(where.people.worlds())[answered.enabler.id]) if answered.state == "shown" else ()
        half = row.get(self._say("Middle half"), NOTHING)
        if half != NOTHING and answered.exact:
            insist(answered.n >= 8, "Too few scored.")
            low, high = ends(self.grammar.read("cell_range", half))
            for said, share in ((low, Fraction(1, 4)), (high, Fraction(3, 4))):
                real = quantile(counts, share, where.scale.minimum)
                insist(abs(said - real) <= HALF_A_TENTH, f"A quarter ends at {float(real):.4f}.")
        likely = row.get(self._say("Likely range (right 9 times in 10)"), NOTHING)
        if likely != NOTHING and answered.exact:
            insist(answered.n >= 10, "Too few scored.")
            known = where.people.asked is not None and where.people.asked >= where.people.seen
            population = max((where.people.asked or 0) - answered.unsure, answered.n) if known else None
            real = interval(counts, population, where.scale.minimum)
            low, high = ends(self.grammar.read("cell_range", likely))
            for said, end in zip((low, high), real, strict=True):
                insist(abs(float(said) - end) <= 0.051, f"It ends at {end:.4f}.")

    def _strips(self, row: Row, where: Where) -> None:
        answered = self._named(row, where)
        self._scores(row, where.people, answered)
        self._bands(row, answered, where)
        self._is(row[self._say("Scored")], answered.n if answered.state == "shown" else self._nobody(answered, 0), "n")

    def _enabler(self, row: Row, where: Where) -> None:
        people = set_named(self.grammar.read("set", row[self._say("Who")]), where)
        answered = people.answered[str(where.enabler)]
        self._scores(row, people, answered)
        self._average(row[self._say("Average")], people, answered)
        self._is(row[self._say("Not sure")], _told_unsure(answered), "Not sure")
        self._bands(row, answered, where.about(people=people))

    def _statement(self, row: Row, where: Where) -> None:
        found = self.grammar.read("statement", row[self._say("Statement")])
        assert isinstance(found, Node)
        number = found["number"]
        assert isinstance(number, int)
        answered = where.answered
        reverse = answered.enabler.statements[number - 1].reverse
        insist(reverse == ("reversed" in str(found.message)), "Its scores are reversed, or not.")
        one = Answered(answered.enabler, (answered.questions[number - 1],), statements=False)
        alone = People(
            where.people.name, where.people.kind, where.people.key, where.people.total, where.people.seen,
            where.people.state, where.people.asked, where.scale, {answered.enabler.id: one},
        )  # fmt: skip
        self._scores(row, alone, one)
        self._average(row[self._say("Average")], alone, one)
        self._is(row[self._say("Scored")], one.n if one.state == "shown" else self._nobody(one, 0), "How many scored")

    def _agreed(self, row: Row, where: Where) -> None:
        title, said, note = row.values()
        enabler = next(found for found in where.people.answered.values() if found.enabler.title == title).enabler
        agreed_is(self.grammar.read("agreed", said), enabler.id, where)
        insist(note == studies.NOTE, "That was not said.")

    def _middle(self, row: Row, where: Where) -> None:
        """Object to a median, or to how many are near it, that is not so; where counts are not exact it is a dash."""
        id_ = self._named(row, where).enabler.id
        for people in (where.people, *where.truth.rounds[-2:-1]):
            name = self._round_name(people, row) if people is not where.people else ""
            if name is None:
                continue
            columns = ("Median", "At the median", "Within one point")
            said = [row[self._column(column, name)] for column in columns]
            answered = people.answered[id_]
            if not answered.exact or answered.statements:
                insist(said == [NOTHING] * 3, "It is not known exactly.")
                continue
            counts = total(next(people.worlds())[id_])
            median = plain_median(counts)
            insist(self.grammar.read("dec", said[0]) == people.scale.minimum + median, f"It is {float(median)} up.")
            for text, reach in zip(said[1:], (Fraction(1, 2), Fraction(1)), strict=True):
                near = sum(n for place, n in enumerate(counts) if abs(place - median) <= reach)
                part_is(self.grammar.read("part", text), [(near, sum(counts))], "How many are near the median")

    def _column(self, column: str, round_name: str) -> str:
        said = self._say(column)
        return self._say("{column}, {round}").format(column=said, round=round_name) if round_name else said

    def _round_name(self, people: People, row: Row) -> str | None:
        key = str(people.key[1])
        names = (key, *(name.format(number=key) for name in ("Round {number}", self._say("Round {number}"))))
        return next((name for name in names if self._column("Median", name) in row), None)

    def _gaps(self, row: Row, where: Where) -> None:
        id_ = self._named(row, where).enabler.id
        for name, said in list(row.items())[1:-1]:
            found = self.grammar.match(Form("{set} ({n})"), {}, name)
            assert found is not None, f"“{name}” is no set with its number."
            people = set_named(found["set"], where)
            insist(found["n"] == people.seen, f"{people.seen} are seen.")
            self._average(said, people, people.answered[id_])
        said = row[self._say("Differs from everyone else")]
        for side in where.sides:
            self._verdict(said, id_, side, where)

    def _verdict(self, said: str, enabler: str, side: Side, where: Where) -> None:
        """Object to a verdict about one side that is not what the rule gives, or to one that is missing."""
        mine = [text for text in said.split("; ") if text.startswith(side.first.name + ": ")]
        known = claims_between.verdict(where, side, enabler)
        if not mine:
            insist(known in (None, "no", "not compared"), f"{side.first.name}: the rule says “{known}”.")
            return
        found = self.grammar.read("verdict", mine[0].removeprefix(side.first.name + ": "))
        claims_between.verdict_holds(found, side, enabler, where)

    def _change(self, row: Row, where: Where) -> None:
        answered = self._named(row, where)
        _, earlier, later, verdict = row.values()
        side = where.sides[0]
        for said, people in ((earlier, side.second), (later, side.first)):
            self._average(said, people, people.answered[answered.enabler.id])
        found = self.grammar.read("verdict", verdict)
        claims_between.verdict_holds(found, side, answered.enabler.id, where)

    def _who(self, row: Row, where: Where) -> None:
        name, *numbers, shown = row.values()
        people = set_named(self.grammar.read("set", name), where)
        self._is(numbers[-1], people.seen if people.state == "shown" else None, "How many answered")
        if len(numbers) > 1 and numbers[0] != NOTHING:
            self._is(numbers[0], people.asked, "How many were asked")
        found = self.grammar.read("how_shown", shown)
        assert isinstance(found, Node)
        state = {"yes": "shown", "too few people": "hidden", "no one": "empty"}.get(str(found.message), "shown")
        insist(people.state == state, f"It is {people.state}.")
        insist((found.message == "yes") == (people.state == "shown" and people.coverage == 1), "All are seen, or not.")


def _possible(answered: Answered, place: int, scale: Scale) -> range:
    """Return how many can have given a score: those who are known to have, and any of those in its band."""
    known = sum(seen.exact[place] for seen in answered.parts)
    more = sum(people for seen in answered.parts for start, stop, people in seen.ranges if start <= place < stop)
    return range(known, known + more + 1)


def _told_unsure(answered: Answered) -> int | None:
    """Return how many were not sure; None where that may not be told, or where it was not asked."""
    return answered.unsure if answered.questions and answered.state != "hidden" else None


def plain_median(counts: Counts) -> Fraction:
    """Return the place of the middle answer, half-way between the two middle ones where they differ."""
    people = [place for place, number in enumerate(counts) for _ in range(number)]
    return Fraction(people[(len(people) - 1) // 2] + people[len(people) // 2], 2)


def quantile(counts: Counts, share: Fraction, minimum: int) -> Fraction:
    """Return a quantile, interpolated within a scale point that reaches half a point to either side.

    Half-way between two points that people chose where it falls exactly between them; never outside the scale.
    """
    want, below = share * sum(counts), 0
    chosen = [place for place, number in enumerate(counts) if number]
    for place, following in zip(chosen, [*chosen[1:], None], strict=True):
        if below + counts[place] == want and following is not None:
            return minimum + Fraction(place + following, 2)
        if below + counts[place] >= want:
            within = place - Fraction(1, 2) + (want - below) / counts[place]
            return minimum + min(max(within, Fraction(0)), Fraction(len(counts) - 1))
        below += counts[place]
    raise ValueError("Nobody scored.")
