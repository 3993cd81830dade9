"""The places of the names around a spider, without collisions and within the picture.

Names are at the ends of their axes if they fit without cutting a word. If not, as on a phone or with twenty long
names, the axes have numbers and a key below explains them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from greenshoots.charts import families, geometry, typesetting
from greenshoots.charts.families import Run
from greenshoots.charts.geometry import Align, Box
from greenshoots.charts.tokens import Sizes
from greenshoots.charts.typesetting import Block
from greenshoots.core.instruments.model import Instrument

LARGEST = 0.3
"""The radius of the outermost ring, as a share of the width, where names leave that much room."""

SMALLEST = 0.215
"""The smallest radius before names give way to numbers, as a share of the width."""


@dataclass(frozen=True, slots=True)
class Name:
    """Text with a place. The origin is the centre of the spider."""

    block: Block
    box: Box
    align: Align


@dataclass(frozen=True, slots=True)
class LabelPlaces:
    """The places of all names and arcs around the rings.

    Arguments:
        radius: Of the outermost ring.
        arc: Radius of the arcs that hold a group's axes together.
        labels: One for each axis, in order.
        names: The groups' names that found room beside their arc, by run.
        keyed: True where the labels are numbers.
    """

    radius: float
    arc: float
    labels: tuple[Name, ...]
    names: tuple[tuple[Run, Name], ...]
    keyed: bool

    @property
    def top(self) -> float:
        """Return the highest point; negative because it is above the origin."""
        return min([-self.arc - 3, *(name.box.top for name in self._all)])

    @property
    def bottom(self) -> float:
        """Return the lowest point."""
        return max([self.arc + 3, *(name.box.bottom for name in self._all)])

    @property
    def _all(self) -> list[Name]:
        return [*self.labels, *(name for _, name in self.names)]


def arrange(instrument: Instrument, sizes: Sizes) -> LabelPlaces:
    """Return the largest spider whose names fit; with numbers instead of names if no size fits."""
    runs = [run for run in families.runs(instrument) if run.named]
    nameless: LabelPlaces | None = None
    for radius in _radii(sizes):
        # A larger spider with narrower names is tried before a smaller spider.
        for room in (10.5, 8.5, 7.0):
            labels = _labels([enabler.axis for enabler in instrument.enablers], radius, room, sizes)
            if labels is None:
                continue
            names = _names(runs, labels, radius, sizes, len(instrument.enablers))
            if len(names) == len(runs):
                return LabelPlaces(radius, _arc(radius, sizes), labels, names, keyed=False)
            # The largest spider with room for the names of its axes is kept: the groups' names can go to a legend
            # below.
            nameless = nameless or LabelPlaces(radius, _arc(radius, sizes), labels, (), keyed=False)
    return nameless or _numbered(instrument, sizes)


def _radii(sizes: Sizes) -> Iterator[float]:
    largest, smallest = LARGEST * sizes.width, max(SMALLEST * sizes.width, 92.0)
    step = sizes.width / 120
    while largest >= smallest:
        yield largest
        largest -= step


def _arc(radius: float, sizes: Sizes) -> float:
    return radius + sizes.mark * 2.4


def _rim(radius: float, sizes: Sizes) -> float:
    return _arc(radius, sizes) + sizes.gap * 1.1


def _numbered(instrument: Instrument, sizes: Sizes) -> LabelPlaces:
    numbers = [typesetting.block(str(enabler.number), sizes.small, sizes.width) for enabler in instrument.enablers]
    widest = max(max(block.width, block.height) for block in numbers)
    radius = min(max(LARGEST * sizes.width, 150), sizes.width / 2 - sizes.margin - widest - _rim(0, sizes))
    angles = [math.tau * place / len(numbers) for place in range(len(numbers))]
    labels = tuple(
        _centred(block, angle, _rim(radius, sizes) + widest * 0.45)
        for block, angle in zip(numbers, angles, strict=True)
    )
    return LabelPlaces(radius, _arc(radius, sizes), labels, (), keyed=True)


def _centred(block: Block, angle: float, radius: float) -> Name:
    at = geometry.polar(radius, angle)
    half_width, half_height = block.width / 2, block.height / 2
    return Name(block, Box(at.x - half_width, at.y - half_height, at.x + half_width, at.y + half_height), "middle")


def _labels(texts: Sequence[str], radius: float, room: float, sizes: Sizes) -> tuple[Name, ...] | None:
    """Place the names of the axes, those at the sides first because they can move least."""
    count = len(texts)
    angles = [math.tau * place / count for place in range(count)]
    placed: dict[int, Name] = {}
    # The number of the axis breaks ties, so that the same questionnaire always gets the same drawing.
    for place in sorted(range(count), key=lambda at: (abs(math.cos(angles[at])), at)):
        boxes = [name.box for name in placed.values()]
        name_ = _label(texts[place], angles[place], radius, room, sizes, boxes)
        if name_ is None:
            return None
        placed[place] = name_
    return tuple(placed[place] for place in range(count))


def _label(text: str, angle: float, radius: float, room: float, sizes: Sizes, boxes: Sequence[Box]) -> Name | None:
    for step in range(7):
        reach = _rim(radius, sizes) + step * sizes.label * 0.3
        name = _beside(text, sizes.label, angle, reach, room * sizes.label, sizes)
        if name is not None and not any(name.box.overlaps(box, sizes.gap * 0.5) for box in boxes):
            return name
    return None


def _beside(text: str, size: float, angle: float, reach: float, room: float, sizes: Sizes) -> Name | None:
    """Place text beside the arc; None if it does not fit without cutting a word."""
    edge = sizes.width / 2 - sizes.margin
    align = geometry.side(angle)
    free = 2 * edge if align == "middle" else edge - abs(geometry.polar(reach, angle).x)
    block = typesetting.block(text, size, min(room, max(free, 1)))
    if block.broken or len(block.lines) > 4:
        return None
    box = geometry.beside(block.width, block.height, angle, reach)
    return Name(block, box, align) if -edge <= box.left and box.right <= edge else None


def _names(
    runs: Sequence[Run], labels: Sequence[Name], radius: float, sizes: Sizes, count: int
) -> tuple[tuple[Run, Name], ...]:
    boxes = [label.box for label in labels]
    placed: list[tuple[Run, Name]] = []
    for run in runs:
        name = _name(run, boxes, radius, sizes, count)
        if name is None:
            break
        boxes.append(name.box)
        placed.append((run, name))
    return tuple(placed)


def _name(run: Run, boxes: Sequence[Box], radius: float, sizes: Sizes, count: int) -> Name | None:
    """Find a free place beside a group's arc, preferably near the arc and its middle."""
    step = math.tau / count
    middle, reach = (run.first + run.last) / 2 * step, (run.last - run.first + 0.6) / 2 * step
    turns = [turn * 0.03 for turn in range(-200, 201) if abs(turn * 0.03) <= reach]
    # Half-way between two axes a name cannot be taken for part of an axis's own.
    crowded = {turn: abs((middle + turn) / step % 1 - 0.5) * step for turn in turns}
    tries = sorted(
        (abs(turn) * radius * 0.35 + crowded[turn] * radius + out * sizes.small * 2, out, turn)
        for out in (0, 0.6, 1.2, 2.0, 2.8)
        for turn in turns
    )
    for room in (11.0, 8.0):
        for _, out, turn in tries:
            distance = _rim(radius, sizes) + out * sizes.small
            name = _beside(run.group.title, sizes.small, middle + turn, distance, room * sizes.small, sizes)
            if name is not None and not any(name.box.overlaps(box, sizes.gap * 1.4) for box in boxes):
                return name
    return None
