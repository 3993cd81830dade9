"""The sentences that say what differs between groups, and what changed between rounds."""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core import wording
from greenshoots.core.instrument import Instrument
from greenshoots.core.results import Comparison, Difference, EnablerResult, SetResult, Verdict
from greenshoots.core.wording import Band

CLEAR_CHANGE = 0.3
"""The smallest change of a mean, in points of a scale from 1 to 5, that is worth more than *no clear change*."""


def gap_sentences(side: Comparison, instrument: Instrument) -> tuple[str, ...]:
    """Say where a group and everyone else see things differently, and how sure we may be.

    Arguments:
        side: The group beside everyone else.
        instrument: What was asked.
    """
    telling = [difference for difference in side.differences if difference.says_something]
    telling.sort(key=lambda difference: -abs(difference.delta or 0.0))
    found = [gap_sentence(difference, side, instrument) for difference in telling]
    quiet = [difference for difference in side.differences if difference.verdict is Verdict.NOT_CLEAR]
    if quiet:
        found.append(_quiet(len(quiet), bool(telling), side))
    return (*found, *reasons(side.differences, instrument))


def gap_sentence(difference: Difference, side: Comparison, instrument: Instrument) -> str:
    """Say how one enabler differs between a group and everyone else."""
    return f"{gap(difference, side, instrument)} {chances(difference, side)}".rstrip()


def gap(difference: Difference, side: Comparison, instrument: Instrument) -> str:
    """Say in one short sentence that a group differs."""
    way = "higher" if (difference.delta or 0.0) > 0 else "lower"
    how = f"clearly {way}" if difference.verdict is Verdict.CLEAR else way
    text = f"{side.first.name} scored {name(difference, instrument)} {how} than {_within(side.second)}"
    return f"{text}{_means(difference)}."


def heading(side: Comparison) -> str:
    """Name the two sides of a comparison."""
    return f"{side.first.name} and {_within(side.second)}"


def _within(chosen: SetResult) -> str:
    """Give a set's name as it stands within a sentence."""
    return chosen.name[0].lower() + chosen.name[1:] if chosen.kind == "others" else chosen.name


def _means(difference: Difference) -> str:
    if difference.first_mean is None or difference.second_mean is None:
        return ""
    return (
        f": {wording.number(difference.first_mean)}, where the others average {wording.number(difference.second_mean)}"
    )


def name(difference: Difference, instrument: Instrument) -> str:
    """Give the enabler's short name, in quotation marks."""
    return wording.isolated(f"“{difference.enabler.axis}”", instrument)


def chances(difference: Difference, side: Comparison) -> str:
    """Say what happens when one person is picked from each side at random; nothing where that is not known.

    Counted in pairs of people, of ten where either side is small and of a hundred where both are large, so that no
    per cent stands for fewer people than it may.
    """
    shares = (difference.higher, difference.same, difference.lower)
    if None in shares:
        return ""
    smaller = min(_people(side.first, difference), _people(side.second, difference))
    of = 10 if wording.band(smaller) < Band.LARGE else 100
    step = 5 if wording.band(smaller) is Band.LARGE else 1
    higher, same, lower = rounded([share or 0.0 for share in shares], of, step)
    return (
        f"Pick one person from each at random: in {higher or 'none'} of {of} such pairs {side.first.name} is higher, "
        f"in {same or 'none'} the same and in {lower or 'none'} lower."
    )


def _people(chosen: SetResult, difference: Difference) -> int:
    return chosen.enabler(difference.enabler.id).figures.n or 0


def rounded(shares: Sequence[float], of: int, step: int) -> list[int]:
    """Round shares to steps that still add up, giving the rest to the largest remainders."""
    exact = [share * of / step for share in shares]
    whole = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    for place in order[: of // step - sum(whole)]:
        whole[place] += 1
    return [value * step for value in whole]


def _quiet(number: int, after_others: bool, side: Comparison) -> str:
    return f"On {_enablers(number, after_others)} there is no clear difference between {heading(side)}."


def _enablers(number: int, after_others: bool) -> str:
    """Count enablers in words: *the other enabler*, *any of the 11 enablers*."""
    if number == 1:
        return "the other enabler" if after_others else "the one enabler"
    return f"the other {number} enablers" if after_others else f"any of the {number} enablers"


def reasons(found: Sequence[Difference], instrument: Instrument) -> tuple[str, ...]:
    """Say which enablers could not be compared, once for each reason."""
    grouped: dict[str, list[str]] = {}
    for difference in found:
        if difference.verdict is Verdict.NOT_TESTED and difference.reason:
            grouped.setdefault(difference.reason, []).append(name(difference, instrument))
    if len(grouped) == 1 and len(next(iter(grouped.values()))) == len(found) > 1:
        return (next(iter(grouped)),)
    return tuple(f"{wording.listed(names)}: {reason[0].lower()}{reason[1:]}" for reason, names in grouped.items())


def caution(side: Comparison) -> str:
    """Warn that comparing many enablers finds something by chance; nothing where every difference is clear."""
    weak = [difference for difference in side.differences if difference.verdict is Verdict.DIFFERS]
    if not weak:
        return ""
    return (
        f"When {len(side.differences)} enablers are compared, one such difference can come up by chance. "
        "Ask people before you believe it."
    )


def change_sentences(side: Comparison, instrument: Instrument) -> tuple[str, ...]:
    """Say what changed from the earlier round to the later one, and who answered each.

    Arguments:
        side: The later round first, the earlier one second.
        instrument: What was asked.
    """
    found = [moved(difference, instrument) for difference in side.differences if difference.says_something]
    unsure = [d for d in side.differences if d.verdict is Verdict.NOT_CLEAR and is_moved(d, instrument)]
    if unsure:
        names = wording.listed([name(difference, instrument) for difference in unsure])
        found.append(f"{names} moved, but no more than chance can explain.")
    still = [d for d in side.differences if d.verdict is Verdict.NOT_CLEAR and not is_moved(d, instrument)]
    if still:
        found.append(f"There is no clear change on {_enablers(len(still), bool(found))}.")
    return (*found, *reasons(side.differences, instrument), *who_sentences(side))


def moved(difference: Difference, instrument: Instrument) -> str:
    """Say in one short sentence which way an enabler went."""
    way = "up" if (difference.delta or 0.0) > 0 else "down"
    text = f"{name(difference, instrument)} went {way}"
    if difference.first_mean is not None and difference.second_mean is not None:
        text += f", from {wording.number(difference.second_mean)} to {wording.number(difference.first_mean)}"
    return f"{text}: a clear change." if difference.verdict is Verdict.CLEAR else f"{text}."


def is_moved(difference: Difference, instrument: Instrument) -> bool:
    """Tell whether the mean moved by as much as is worth a word."""
    if difference.first_mean is None or difference.second_mean is None:
        return False
    return abs(difference.first_mean - difference.second_mean) >= CLEAR_CHANGE * instrument.scale.unit - 1e-9


def who_sentences(side: Comparison) -> tuple[str, ...]:
    """Say how many answered each round, and that they need not be the same people."""
    return (
        (
            f"{side.second.name}: {wording.answered(side.second)} answered. "
            f"{side.first.name}: {wording.answered(side.first)} answered."
        ),
        "They need not be the same people, so part of a change can come from who answered.",
    )


def verdict(difference: Difference, side: Comparison) -> str:
    """Say in two or three words what a comparison found, for a table."""
    if difference.verdict is Verdict.NOT_TESTED:
        return "not compared"
    if not difference.says_something:
        return "no clear difference" if side.kind == "group" else "no clear change"
    ways = ("higher", "lower") if side.kind == "group" else ("up", "down")
    way = ways[0] if (difference.delta or 0.0) > 0 else ways[1]
    return f"clearly {way}" if difference.verdict is Verdict.CLEAR else way


def strongest(result: EnablerResult, sides: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Give the comparisons of groups that say something about one enabler, the widest first."""
    found = [s for s in sides if s.kind == "group" and s.difference(result.enabler.id).says_something]
    return tuple(sorted(found, key=lambda s: -abs(s.difference(result.enabler.id).delta or 0.0)))
