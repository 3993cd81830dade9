"""The sentences that say what differs between groups, and what changed between rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from greenshoots.core import translation
from greenshoots.core.analysis import comparison
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.language import quantities
from greenshoots.core.language.quantities import Band
from greenshoots.core.results import Comparison, Difference, EnablerResult, SetResult, Verdict

CLEAR_CHANGE = 0.3
"""The smallest change of a mean, in points of a scale from 1 to 5, that is worth more than *no clear change*."""

_FINDINGS = {
    False: translation.mark("Scores differ on {enabler}"),
    True: translation.mark("Scores clearly differ on {enabler}"),
}
"""The wording of a gap, by whether it is clear. The averages show the direction, whatever a group is called."""

_VERDICTS = {
    ("group", False, 1): translation.mark("higher"),
    ("group", False, -1): translation.mark("lower"),
    ("group", False, 0): translation.mark("differs"),
    ("group", True, 1): translation.mark("clearly higher"),
    ("group", True, -1): translation.mark("clearly lower"),
    ("group", True, 0): translation.mark("clearly differs"),
    ("round", False, 1): translation.mark("up"),
    ("round", False, -1): translation.mark("down"),
    ("round", False, 0): translation.mark("changed"),
    ("round", True, 1): translation.mark("clearly up"),
    ("round", True, -1): translation.mark("clearly down"),
    ("round", True, 0): translation.mark("clearly changed"),
}
"""The wording in a table, by what is compared, whether it is clear, and the direction."""

_MOVED = {
    1: translation.mark("{enabler} went up, from {before} to {now}"),
    -1: translation.mark("{enabler} went down, from {before} to {now}"),
    0: translation.mark("{enabler} changed, from {before} to {now}"),
}


class Size(Enum):
    """How far two averages or two sets are apart: too close for a word, further, or not known exactly enough to say."""

    SMALL = "small"
    LARGE = "large"
    UNKNOWN = "unknown"


_GAPS = {
    Size.LARGE: translation.mark("{enablers}: scores for {both} differ, but no more than could be expected by chance."),
    Size.UNKNOWN: translation.mark("{enablers}: scores for {both} are not exact enough to say whether they differ."),
    Size.SMALL: translation.mark("There is no clear difference between {both} on {enablers}."),
}
_CHANGES = {
    Size.LARGE: translation.mark("{enablers} moved, but no more than could be expected by chance."),
    Size.UNKNOWN: translation.mark("{enablers}: the averages are not exact enough to say whether they changed."),
    Size.SMALL: translation.mark("There is no clear change on {enablers}."),
}
"""The wording for enablers that were compared and are not called different, by how far they are apart."""


def gap_sentences(side: Comparison, instrument: Instrument) -> tuple[str, ...]:
    """Write on which enablers a group and everyone else differ, and how sure we may be.

    Arguments:
        side: The comparison of a group with everyone else.
        instrument: What was asked.
    """
    differing = [difference for difference in side.differences if difference.says_something]
    differing.sort(key=lambda difference: -abs(difference.delta or 0.0))
    texts = [gap_sentence(difference, side, instrument) for difference in differing]
    unclear = _unclear(side, [gap_size(difference, side) for difference in side.differences], _GAPS, instrument)
    # Comparisons of several groups are shown in one list, so each sentence names its two sides.
    return (*texts, *unclear, *reasons(side.differences, instrument, both=heading(side)))


def too_small(sides: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Return the comparisons of groups that are too small to compare, where there are several of them.

    In a team of 18 with roles of 5, 6 and 7 people the same reason was said three times, enabler by enabler. Where some
    people of a group are counted elsewhere, how many it has is not said.
    """
    small = tuple(
        side
        for side in sides
        if side.kind == "group" and side.first.coverage == 1 and (side.first.n or 0) < comparison.SMALLEST
    )
    return small if len(small) > 1 else ()


def too_small_sentence(small: Sequence[Comparison]) -> str:
    """Write once why several groups are not compared."""
    return translation.say(
        "Not compared with everyone else, because fewer than {number} people answered: {groups}.",
        groups=quantities.listed([side.first.name for side in small]),
        number=comparison.SMALLEST,
    )


def group_sentences(sides: Sequence[Comparison], instrument: Instrument) -> tuple[str, ...]:
    """Return what the comparisons of groups say, and once why several groups are not compared."""
    small = too_small(sides)
    texts = [text for side in sides if side not in small for text in gap_sentences(side, instrument)]
    return (*texts, too_small_sentence(small)) if small else tuple(texts)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def gap_sentence(difference: Difference, side: Comparison, instrument: Instrument) -> str:
    """Write how a group and everyone else differ on one enabler."""
    return f"{gap(difference, side, instrument)} {chances(difference, side)}".rstrip()


def gap(difference: Difference, side: Comparison, instrument: Instrument) -> str:
    """Write briefly that a group differs, with both averages."""
    finding = translation.say(_FINDINGS[difference.verdict is Verdict.CLEAR], enabler=name(difference, instrument))
    values = {
        "finding": finding,
        "group": side.first.name,
        "others": side.second.name,
        "first": _average(difference.first_mean),
        "second": _average(difference.second_mean),
    }
    if _is_exact(difference, side):
        return translation.say("{finding}. {group}: {first}. {others}: {second}.", **values)
    return translation.say("{finding}. {group}: about {first}. {others}: about {second}.", **values)


def _average(mean: float | None) -> str:
    # What is compared has counts, and so a mean.
    return quantities.number(mean or 0.0)


def direction(difference: Difference, side: Comparison) -> int:
    """Return 1 where the first set is higher, -1 where it is lower, 0 where order and averages disagree.

    A difference is claimed on the order of scores alone. Most scores can be higher where a few very low ones pull the
    average down, and then *higher*, next to that average, would look false.
    """
    sides = (part.enabler(difference.enabler.id).figures for part in (side.first, side.second))
    first, second = (quantities.average_bounds(figures) for figures in sides)
    if first is None or second is None:
        return 0
    first_shown, second_shown = _average(difference.first_mean), _average(difference.second_mean)
    if first[0] > second[1] and (difference.delta or 0.0) > 0 and first_shown != second_shown:
        return 1
    return -1 if first[1] < second[0] and (difference.delta or 0.0) < 0 and first_shown != second_shown else 0


def heading(side: Comparison) -> str:
    """Name the two sides of a comparison."""
    if side.kind == "group":
        return translation.say("{group} and everyone else", group=side.first.name)
    return quantities.listed([side.first.name, side.second.name])


def name(difference: Difference, instrument: Instrument) -> str:
    """Return the enabler's short name, in quotation marks."""
    return quantities.isolated(f"“{difference.enabler.axis}”", instrument)


def chances(difference: Difference, side: Comparison) -> str:
    """Write how often a person picked from each side scores higher; empty where counts are not exact.

    Counted in times of ten where either side is small and of a hundred where both are large, so that no per cent
    stands for fewer people than it may.
    """
    shares = (difference.higher, difference.same, difference.lower)
    if None in shares or not _is_exact(difference, side):
        return ""
    smaller = min(_people(side.first, difference), _people(side.second, difference))
    of = 10 if quantities.band(smaller) < Band.LARGE else 100
    step = 5 if quantities.band(smaller) is Band.LARGE else 1
    higher, same, lower = (times(share or 0.0, of, step) for share in shares)
    return translation.say(
        "Suppose you pick one person from each group at random. How often the person from {group} scores higher: "
        "{higher}. The same: {same}. Lower: {lower}.",
        group=side.first.name,
        higher=higher,
        same=same,
        lower=lower,
    )


def times(share: float, of: int, step: int) -> str:
    """Write a share as a number of times; *never* and *every time* mean exactly that.

    >>> times(0.0, 10, 1), times(0.02, 10, 1), times(0.12, 10, 1), times(1.0, 100, 5)
    ('never', 'fewer than 1 time in 20', 'about 1 time in 10', 'every time')
    """
    if share in (0.0, 1.0):
        return translation.say("every time") if share else translation.say("never")
    if share < 0.05:
        return translation.say("fewer than 1 time in 20")
    if share > 0.95:
        return translation.say("more than 19 times in 20")
    rounded = min(max(int(share * of / step + 0.5) * step, step), of - step)
    return translation.say_plural("about 1 time in {of}", "about {n} times in {of}", rounded, of=of)


def _is_exact(difference: Difference, side: Comparison) -> bool:
    sides = (part.enabler(difference.enabler.id).figures.state for part in (side.first, side.second))
    return all(state is State.SHOWN for state in sides)


def _people(chosen: SetResult, difference: Difference) -> int:
    return chosen.enabler(difference.enabler.id).figures.n or 0


def _enablers(number: int, *, whole: bool, rest: bool) -> str:
    """Count enablers in words.

    Arguments:
        number: How many.
        whole: True where these are all enablers of the comparison.
        rest: True where every other enabler was compared and is named in another sentence.
    """
    values = {"number": number}
    if whole:
        return (
            translation.say("the only enabler")
            if number == 1
            else translation.say("any of the {number} enablers", **values)
        )
    if rest:
        return (
            translation.say("the other enabler")
            if number == 1
            else translation.say("the other {number} enablers", **values)
        )
    if number == 1:
        return translation.say("1 enabler that was compared")
    return translation.say("{number} enablers that were compared", **values)


def reasons(differences: Sequence[Difference], instrument: Instrument, *, both: str = "") -> tuple[str, ...]:
    """Write which enablers could not be compared, once for each reason.

    Arguments:
        differences: What was compared, or could not be.
        instrument: What was asked.
        both: The names of the two sides, where nothing next to the sentences names them.
    """
    grouped: dict[str, list[str]] = {}
    for difference in differences:
        if difference.verdict is Verdict.NOT_TESTED and difference.reason:
            grouped.setdefault(difference.reason, []).append(name(difference, instrument))
    if len(grouped) == 1 and len(next(iter(grouped.values()))) == len(differences) > 1:
        (reason,) = grouped
        return (f"{both}: {_lower(reason)}" if both else reason,)
    return tuple(
        f"{_on_enablers(quantities.listed(names), both)}: {_lower(reason)}" for reason, names in grouped.items()
    )


def _on_enablers(enablers: str, both: str) -> str:
    return translation.say("{both} on {enablers}", both=both, enablers=enablers) if both else enablers


def caution(side: Comparison) -> str:
    """Warn that comparing many enablers finds something by chance; nothing where every difference is clear."""
    weak = [difference for difference in side.differences if difference.verdict is Verdict.DIFFERS]
    if not weak:
        return ""
    return translation.say(
        "Even where groups do not differ, up to 1 report in 12 finds a difference by chance. Ask people before you "
        "act on it."
    )


def change_sentences(side: Comparison, instrument: Instrument) -> tuple[str, ...]:
    """Write what changed from the earlier round to the later one, and how many people answered each.

    Arguments:
        side: The later round first, the earlier one second.
        instrument: What was asked.
    """
    changed = [moved(difference, side, instrument) for difference in side.differences if difference.says_something]
    unclear = unclear_changes(side, instrument)
    return (*changed, *unclear, *reasons(side.differences, instrument), *who_sentences(side))


def unclear_changes(side: Comparison, instrument: Instrument) -> tuple[str, ...]:
    """Write how far averages are apart for enablers that were compared and are not called changed."""
    sizes = [change_size(difference, side, instrument) for difference in side.differences]
    return _unclear(side, sizes, _CHANGES, instrument)


def _unclear(
    side: Comparison, sizes: Sequence[Size], messages: Mapping[Size, str], instrument: Instrument
) -> tuple[str, ...]:
    """Write what was compared and is not called different; what was not compared is never included.

    *No clear difference* is written only where the difference is small for all possible scores.
    """
    tested = [
        (difference, size)
        for difference, size in zip(side.differences, sizes, strict=True)
        if difference.verdict is Verdict.NOT_CLEAR
    ]
    total, compared = len(side.differences), sum(d.verdict is not Verdict.NOT_TESTED for d in side.differences)
    texts = []
    for wanted_size, message in messages.items():
        matching = [difference for difference, size in tested if size is wanted_size]
        if not matching:
            continue
        names = quantities.listed([name(difference, instrument) for difference in matching])
        if wanted_size is Size.SMALL:
            names = _enablers(len(matching), whole=len(matching) == total, rest=compared == total)
        texts.append(translation.say(message, enablers=names, both=heading(side)))
    return tuple(texts)


def gap_size(difference: Difference, side: Comparison) -> Size:
    """Return how far two sets are apart by Cliff's delta, over all possible scores."""
    id_ = difference.enabler.id
    return _size(comparison.delta_bounds(side.first.enabler(id_), side.second.enabler(id_)), comparison.MEDIUM)


def change_size(difference: Difference, side: Comparison, instrument: Instrument) -> Size:
    """Return how far the averages of two rounds are apart, over all possible scores."""
    sides = (part.enabler(difference.enabler.id).figures for part in (side.first, side.second))
    later, earlier = (quantities.average_bounds(figures) for figures in sides)
    if later is None or earlier is None:
        return Size.UNKNOWN
    return _size((later[0] - earlier[1], later[1] - earlier[0]), CLEAR_CHANGE * instrument.scale.unit)


def _size(bounds: tuple[float, float] | None, enough: float) -> Size:
    if bounds is None:
        return Size.UNKNOWN
    # A change of exactly the limit is no longer small, whichever way its float was rounded.
    if -enough + 1e-9 < bounds[0] and bounds[1] < enough - 1e-9:
        return Size.SMALL
    return Size.LARGE if bounds[0] >= enough - 1e-9 or bounds[1] <= -enough + 1e-9 else Size.UNKNOWN


def moved(difference: Difference, side: Comparison, instrument: Instrument) -> str:
    """Write briefly how the average of an enabler moved."""
    exact = _is_exact(difference, side)
    before, now = (_average(mean) for mean in (difference.second_mean, difference.first_mean))
    text = translation.say(
        _MOVED[direction(difference, side)],
        enabler=name(difference, instrument),
        before=before if exact else translation.say("about {number}", number=before),
        now=now if exact else translation.say("about {number}", number=now),
    )
    if difference.verdict is Verdict.CLEAR:
        return translation.say("{finding}: a clear change.", finding=text)
    return f"{text}."


def who_sentences(side: Comparison) -> tuple[str, ...]:
    """Write how many people answered each round, and that they may not be the same people."""
    return (
        f"{answered(side.second)} {answered(side.first)}",
        translation.say(
            "The people who answered may not be the same each time, so some of a change may come from who answered."
        ),
    )


def answered(part: SetResult) -> str:
    """Write how many people answered one round."""
    return translation.say("{round}: {people} answered.", round=part.name, people=quantities.answered(part))


def verdict(difference: Difference, side: Comparison, instrument: Instrument) -> str:
    """Write the result of a comparison in two or three words, for a table."""
    if difference.verdict is Verdict.NOT_TESTED:
        return translation.say("not compared")
    if difference.says_something:
        return translation.say(_VERDICTS[side.kind, difference.verdict is Verdict.CLEAR, direction(difference, side)])
    size = gap_size(difference, side) if side.kind == "group" else change_size(difference, side, instrument)
    if size is Size.SMALL:
        return translation.say("no clear difference") if side.kind == "group" else translation.say("no clear change")
    return translation.say("could be chance") if size is Size.LARGE else translation.say("not exact enough to say")


def strongest(result: EnablerResult, sides: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Return the comparisons of groups that differ on one enabler, the largest difference first."""
    differing = [side for side in sides if side.kind == "group" and side.difference(result.enabler.id).says_something]
    return tuple(sorted(differing, key=lambda side: -abs(side.difference(result.enabler.id).delta or 0.0)))
