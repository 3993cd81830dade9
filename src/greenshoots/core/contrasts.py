"""The sentences that say what differs between groups, and what changed between rounds."""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core import voice, wording
from greenshoots.core.instrument import Instrument
from greenshoots.core.results import Comparison, Difference, EnablerResult, SetResult, Verdict
from greenshoots.core.wording import Band

CLEAR_CHANGE = 0.3
"""The smallest change of a mean, in points of a scale from 1 to 5, that is worth more than *no clear change*."""

_FINDINGS = {
    (False, True): voice.mark("{group} scored {enabler} higher than everyone else"),
    (False, False): voice.mark("{group} scored {enabler} lower than everyone else"),
    (True, True): voice.mark("{group} scored {enabler} clearly higher than everyone else"),
    (True, False): voice.mark("{group} scored {enabler} clearly lower than everyone else"),
}
"""What is said of a gap, by whether it is clear and whether the group is higher."""

_VERDICTS = {
    ("group", False, True): voice.mark("higher"),
    ("group", False, False): voice.mark("lower"),
    ("group", True, True): voice.mark("clearly higher"),
    ("group", True, False): voice.mark("clearly lower"),
    ("round", False, True): voice.mark("up"),
    ("round", False, False): voice.mark("down"),
    ("round", True, True): voice.mark("clearly up"),
    ("round", True, False): voice.mark("clearly down"),
}
"""The same in a word or two, by what is compared."""


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
    clear, higher = difference.verdict is Verdict.CLEAR, (difference.delta or 0.0) > 0
    finding = voice.say(_FINDINGS[clear, higher], group=side.first.name, enabler=name(difference, instrument))
    if difference.first_mean is None or difference.second_mean is None:
        return f"{finding}."
    return voice.say(
        "{finding}: {first}, where the others average {second}.",
        finding=finding,
        first=wording.number(difference.first_mean),
        second=wording.number(difference.second_mean),
    )


def heading(side: Comparison) -> str:
    """Name the two sides of a comparison."""
    if side.kind == "group":
        return voice.say("{group} and everyone else", group=side.first.name)
    return wording.listed([side.first.name, side.second.name])


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
    none = voice.say("none")
    return voice.say(
        "Pick one person from each at random: in {higher} of {of} such pairs {group} is higher, in {same} the same and "
        "in {lower} lower.",
        higher=higher or none,
        same=same or none,
        lower=lower or none,
        of=of,
        group=side.first.name,
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
    return voice.say(
        "On {enablers} there is no clear difference between {both}.",
        enablers=_enablers(number, after_others),
        both=heading(side),
    )


def _enablers(number: int, after_others: bool) -> str:
    """Count enablers in words: *the other enabler*, *any of the 11 enablers*."""
    if number == 1:
        return voice.say("the other enabler") if after_others else voice.say("the one enabler")
    if after_others:
        return voice.say("the other {number} enablers", number=number)
    return voice.say("any of the {number} enablers", number=number)


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
    return voice.say(
        "When {number} enablers are compared, one such difference can come up by chance. "
        "Ask people before you believe it.",
        number=len(side.differences),
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
        found.append(voice.say("{enablers} moved, but no more than chance can explain.", enablers=names))
    still = [d for d in side.differences if d.verdict is Verdict.NOT_CLEAR and not is_moved(d, instrument)]
    if still:
        which = _enablers(len(still), bool(found))
        found.append(voice.say("There is no clear change on {enablers}.", enablers=which))
    return (*found, *reasons(side.differences, instrument), *who_sentences(side))


def moved(difference: Difference, instrument: Instrument) -> str:
    """Say in one short sentence which way an enabler went."""
    text = _moved(difference, name(difference, instrument))
    if difference.verdict is Verdict.CLEAR:
        return voice.say("{finding}: a clear change.", finding=text)
    return f"{text}."


def _moved(difference: Difference, enabler: str) -> str:
    up = (difference.delta or 0.0) > 0
    if difference.first_mean is None or difference.second_mean is None:
        return (
            voice.say("{enabler} went up", enabler=enabler) if up else voice.say("{enabler} went down", enabler=enabler)
        )
    facts = {
        "enabler": enabler,
        "before": wording.number(difference.second_mean),
        "now": wording.number(difference.first_mean),
    }
    if up:
        return voice.say("{enabler} went up, from {before} to {now}", **facts)
    return voice.say("{enabler} went down, from {before} to {now}", **facts)


def is_moved(difference: Difference, instrument: Instrument) -> bool:
    """Tell whether the mean moved by as much as is worth a word."""
    if difference.first_mean is None or difference.second_mean is None:
        return False
    return abs(difference.first_mean - difference.second_mean) >= CLEAR_CHANGE * instrument.scale.unit - 1e-9


def who_sentences(side: Comparison) -> tuple[str, ...]:
    """Say how many answered each round, and that they need not be the same people."""
    return (
        f"{answered(side.second)} {answered(side.first)}",
        voice.say("They need not be the same people, so part of a change can come from who answered."),
    )


def answered(part: SetResult) -> str:
    """Say how many answered one round."""
    return voice.say("{round}: {people} answered.", round=part.name, people=wording.answered(part))


def verdict(difference: Difference, side: Comparison) -> str:
    """Say in two or three words what a comparison found, for a table."""
    if difference.verdict is Verdict.NOT_TESTED:
        return voice.say("not compared")
    if not difference.says_something:
        return voice.say("no clear difference") if side.kind == "group" else voice.say("no clear change")
    return voice.say(_VERDICTS[side.kind, difference.verdict is Verdict.CLEAR, (difference.delta or 0.0) > 0])


def strongest(result: EnablerResult, sides: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Give the comparisons of groups that say something about one enabler, the widest first."""
    found = [s for s in sides if s.kind == "group" and s.difference(result.enabler.id).says_something]
    return tuple(sorted(found, key=lambda s: -abs(s.difference(result.enabler.id).delta or 0.0)))
