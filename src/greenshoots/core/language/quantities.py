"""How exactly numbers are written for each number of people, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from greenshoots.core import translation
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Instrument, Scale
from greenshoots.core.results import Figures, SetResult

FIRST_STRONG, END_ISOLATE = "\u2068", "\u2069"
"""Keep a name in a right-to-left script from moving the full stop of an English sentence to the wrong end."""


class Band(IntEnum):
    """How exactly results are written for a number of people; each band allows what the band before allows.

    FEW: each person is a dot, and the mean is shown. SOME: how many agree, an interval, gaps. LARGE: per cents to
    the nearest 5. MANY: per cents to the nearest 1.
    """

    FEW = 0
    SOME = 10
    LARGE = 30
    MANY = 100


def band(n: int) -> Band:
    """Return the band of a number of people.

    >>> band(9), band(10), band(99)
    (<Band.FEW: 0>, <Band.SOME: 10>, <Band.LARGE: 30>)
    """
    return max(level for level in Band if n >= level)


def per_cent(part: int, whole: int) -> str:
    """Write a share as a per cent, as exactly as the number of people allows; empty below 30 people.

    A share above zero is never written as 0%, and a share below one is never written as 100%.

    >>> per_cent(28, 41), per_cent(1, 42), per_cent(341, 512), per_cent(3, 12)
    ('about 70%', 'less than 5%', '67%', '')
    """
    # Below 30 people a per cent suggests more than they can carry: “4 of 7” is said, and not 57%.
    level = band(whole)
    if level < Band.LARGE or whole == 0:
        return ""
    step = 5 if level is Band.LARGE else 1
    # Half up, as readers round: Python's round takes halves to the even number.
    rounded = int(part / whole * 100 / step + 0.5) * step
    if rounded == 0 and part:
        return translation.say("less than {number}%", number=step)
    if rounded == 100 and part < whole:
        return translation.say("more than {number}%", number=100 - step)
    return (
        translation.say("about {number}%", number=rounded) if step > 1 else translation.say("{number}%", number=rounded)
    )


def part(number: int, whole: int, *, about: bool = False) -> str:
    """Write a number of people out of a total, with a per cent where that is allowed.

    >>> part(28, 41), part(3, 12), part(3, 12, about=True)
    ('28 of 41 people (about 70%)', '3 of 12 people', 'about 3 of 12 people')
    """
    share = per_cent(number, whole)
    values = {"number": translation.count(number), "people": people(whole)}
    words = (
        translation.say("about {number} of {people}", **values)
        if about
        else translation.say("{number} of {people}", **values)
    )
    return f"{words} ({share})" if share and number not in (0, whole) else words


def people(n: int) -> str:
    """Write a number of people: *1 person*, *42 people*."""
    return translation.say_plural("1 person", "{n} people", n)


def answered(chosen: SetResult) -> str:
    """Write how many people answered, out of the people asked where that number is known and not smaller.

    >>> from greenshoots.core.results import State
    >>> answered(SetResult("Everyone", "everyone", {}, 42, 60, 1.0, State.SHOWN, ()))
    '42 of 60 people (about 70%)'
    >>> answered(SetResult("Everyone", "everyone", {}, 61, 60, 1.0, State.SHOWN, ()))
    '61 people'
    """
    if chosen.n is None:
        return translation.say("too few people to show")
    return part(chosen.n, chosen.asked) if chosen.asked and chosen.n <= chosen.asked else people(chosen.n)


def number(value: float, decimals: int = 1) -> str:
    """Write a number that is not a count.

    >>> number(3.85), number(-0.04)
    ('3.9', '0.0')
    """
    # Half up, with room for the error of a division: sentences once rounded by another rule than tables, so that one
    # average read differently in two places. `extremes` rounds the same way.
    rounded = int(abs(value) * 10**decimals + 0.5 + 1e-9) / 10**decimals
    return translation.decimal(-rounded if value < 0 and rounded else rounded, decimals)


def between(bounds: tuple[float, float]) -> str:
    """Write a range of numbers that are not counts: *between 3.1 and 3.7*, or *3.4* where both ends are the same."""
    low, high = number(bounds[0]), number(bounds[1])
    return low if low == high else translation.say("between {low} and {high}", low=low, high=high)


def average_bounds(figures: Figures) -> tuple[float, float] | None:
    """Return the lowest and the highest that an average can be, the same number twice where it is exact.

    None where it may not be shown, or where nobody scored.
    """
    if not figures.visible:
        return None
    # Approximate counts have a mean too, but only its bounds are certain (decision 17).
    if figures.state is State.SHOWN and figures.mean is not None:
        return (figures.mean, figures.mean)
    if figures.mean_bounds is not None:
        return figures.mean_bounds
    return None if figures.mean is None else (figures.mean, figures.mean)


def span(low: object, high: object) -> str:
    """Write a range of numbers for a table: *3.1 to 3.7*."""
    return translation.say("{low} to {high}", low=low, high=high)


def points(scale: Scale, places: slice) -> str:
    """Write neighbouring scale points: *4 or 5*, *1 to 3*.

    >>> points(Scale(1, 5, {}, ""), slice(3, 5)), points(Scale(1, 5, {}, ""), slice(0, 3))
    ('4 or 5', '1 to 3')
    """
    chosen = scale.points[places]
    if len(chosen) == 1:
        return str(chosen[0])
    if len(chosen) == 2:
        return translation.say("{first} or {second}", first=chosen[0], second=chosen[1])
    return span(chosen[0], chosen[-1])


def upper(scale: Scale) -> slice:
    """Return the places above the middle of the scale."""
    return slice((scale.size + 1) // 2, scale.size)


def lower(scale: Scale) -> slice:
    """Return the places below the middle of the scale."""
    return slice(0, scale.size // 2)


def asks_agreement(scale: Scale) -> bool:
    """Return whether the ends of the scale are agree and disagree, in English or in the current language."""
    lowest, highest = scale.label(scale.minimum).casefold(), scale.label(scale.maximum).casefold()
    return any(
        # “Disagree” holds “agree”, so a highest label that says “disagree” must not pass for agreement.
        no in lowest and yes in highest and no not in highest
        for yes, no in (("agree", "disagree"), (translation.say("agree"), translation.say("disagree")))
    )


def listed(items: Sequence[str]) -> str:
    """Write items as running text.

    >>> listed(["risk", "culture", "trust"])
    'risk, culture and trust'
    """
    if not items:
        return translation.say("none")
    if len(items) == 1:
        return items[0]
    return translation.say("{others} and {last}", others=", ".join(items[:-1]), last=items[-1])


def isolated(text: str, instrument: Instrument) -> str:
    """Return words of the instrument, marked where they run in another direction than the sentence around them."""
    return f"{FIRST_STRONG}{text}{END_ISOLATE}" if instrument.direction == "rtl" else text


def sentence(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]
