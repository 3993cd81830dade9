"""The colours and sizes of pictures. No other module of this package names any.

A paint is one meaning in each theme. Text reaches 4.5:1 on paper and marks 3:1, in light and in dark; scores are
never red, amber or green.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["auto", "light", "dark", "print"]
"""auto follows the reader's screen; print is for paper and greyscale."""


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour by meaning, for each theme.

    Arguments:
        name: A short name, part of class names.
        light, dark, print: The colour in each theme.
        system: The system colour to use if the reader forces colours.
        firm_light, firm_dark: The colour where the reader asks for more contrast; empty where it is the same.
    """

    name: str
    light: str
    dark: str
    print: str
    system: str = "CanvasText"
    firm_light: str = ""
    firm_dark: str = ""

    def colour(self, theme: Theme) -> str:
        """Return the colour for the drawing; *auto* starts from light."""
        return {"auto": self.light, "light": self.light, "dark": self.dark, "print": self.print}[theme]


PAPER = Paint("paper", "#FFFFFF", "#1A201C", "#FFFFFF", "Canvas")
INK = Paint("ink", "#17211B", "#EDF1EC", "#000000")
QUIET = Paint("quiet", "#4A554E", "#B6C1B9", "#3D3D3D", "CanvasText", "#17211B", "#EDF1EC")
EDGE = Paint("edge", "#868E88", "#7C877F", "#7A7A7A", "CanvasText", "#4A554E", "#B6C1B9")
RULE = Paint("rule", "#D9DAD2", "#3A443D", "#D0D0D0", "GrayText", "#868E88", "#7C877F")

_LIGHT = ("#5A3E9B", "#0B6E69", "#9A4A06", "#0B5A8A", "#8A2462", "#5B5F00")
_DARK = ("#B9A6F5", "#5FC7C0", "#F2A766", "#7CC0EE", "#F29AC4", "#CFC75A")
_PRINT = ("#1F1F1F", "#4D4D4D", "#6B6B6B", "#333333", "#5C5C5C", "#757575")
# The built-in questionnaire has three groups of enablers. Sets of responses begin with the fourth colour, so that the
# line of a set is not taken for a group.
_SERIES = (3, 4, 5, 0, 1, 2)
NEUTRAL = -1
"""The place of the ramp that belongs to no group."""

PALEST = 0.1
"""The share of the full colour in the palest step of a ramp."""


def group(place: int) -> Paint:
    """Return the colour of a group of enablers, by its place in the instrument."""
    if place == NEUTRAL:
        return QUIET
    at = place % len(_LIGHT)
    return Paint(f"group{at}", _LIGHT[at], _DARK[at], _PRINT[at])


def series(place: int) -> Paint:
    """Return the colour of a set of responses by its place: ink first, then colours that no group has."""
    if place == 0:
        return INK
    return group(_SERIES[(place - 1) % len(_SERIES)])


def tint(place: int) -> Paint:
    """Return the soft colour of a group, for bands with an outline in the full colour."""
    return _mixed("tint", place, 0.22)


def ramp(place: int, step: int, steps: int) -> Paint:
    """Return one step of a group's sequence from pale to full, the lowest score palest."""
    return _mixed(f"step{step}of{steps}in", place, _share(step, steps))


def on_ramp(place: int, step: int, steps: int) -> Paint:
    """Return the colour of text on one step of a group's sequence."""
    below = ramp(place, step, steps)
    name = f"on-{below.name}"
    print_ = _readable(below.print, (INK.print, PAPER.print))
    return Paint(name, _readable(below.light), _readable(below.dark), print_)


def _share(step: int, steps: int) -> float:
    return PALEST + (1 - PALEST) * step / max(1, steps - 1)


def _mixed(name: str, place: int, share: float) -> Paint:
    full = group(place)
    names = f"{name}{full.name}"
    # On paper every group has the same greys, so that equal scores look equal without colour.
    return Paint(
        names,
        mix(PAPER.light, full.light, share),
        mix(PAPER.dark, full.dark, share),
        mix(PAPER.print, "#262626", share),
        "Canvas",
    )


def mix(first: str, second: str, share: float) -> str:
    """Return a mix of two colours, by the share of the second."""
    parts = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in parts)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


# Black or white always reaches 4.58:1; ink comes first because it is the picture's own.
_WORDS = (INK.light, PAPER.light, "#000000")


def _readable(below: str, choices: tuple[str, ...] = _WORDS) -> str:
    return next(colour for colour in choices if contrast(colour, below) >= 4.5)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of one picture, in pixels at its natural width.

    Arguments:
        width: Of the whole picture.
        label: Type of names.
        small: Type of numbers, notes and the legend; never below 11.
        margin: Free space at the edges.
        gap: Space between things that belong together.
        mark: Radius of a dot.
        line: Width of a thin line.
    """

    width: float
    label: float
    small: float
    margin: float
    gap: float
    mark: float
    line: float

    @property
    def narrow(self) -> bool:
        """Return whether names go above their rows instead of beside them."""
        return self.width < 560


def sizes(width: float) -> Sizes:
    """Return sizes for a width: 320 for a phone (the smallest), 720 for a page, 1440 for a projector."""
    width = max(320.0, float(width))
    factor = 1 - 0.2 * (720 - width) / 400 if width <= 720 else (width / 720) ** 0.6
    return Sizes(
        width=width,
        label=max(12.0, 14 * factor),
        small=max(11.0, 12 * factor),
        margin=14 * factor,
        gap=8 * factor,
        mark=5 * factor,
        line=1.25 * factor,
    )
