"""Lay a section out on slides: text next to a chart, what follows, and where the next slide begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from greenshoots.charts import tokens
from greenshoots.reports import office
from greenshoots.reports.columns import Fitted
from greenshoots.reports.outline import Block, Chart, Outline, Paragraph, Picture, Quotes, Section, Series, Table
from greenshoots.reports.slides import tables, text_boxes
from greenshoots.reports.slides.master import BOTTOM, MARGIN, WIDTH
from greenshoots.reports.slides.text_boxes import TextColumn, TextParagraph

ROOM = WIDTH - 2 * MARGIN
MEASURE = 740.0
"""The greatest width of running text, so that readers find the next line."""

GUTTER = 26.0
BASES = (18, 17, 16, 15, 14, 13)
"""Sizes of running text; the largest that fits is used."""

MOST_POINTS = 11
"""The most names that fit below a chart without rotation."""

Piece = TextParagraph | tuple[Fitted, Table]
Area = tuple[float, float, float, float]
Placed = tuple[Fitted, Table, tuple[float, float, float]]


@dataclass(slots=True)
class Page:
    """The content of one slide, without its title."""

    columns: list[TextColumn] = field(default_factory=list)
    charts: list[tuple[Picture, Chart | None, Area]] = field(default_factory=list)
    tables: list[Placed] = field(default_factory=list)
    cards: list[tuple[Area, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def pages(section: Section, outline: Outline, top: float) -> list[Page]:
    """Lay one section out.

    Arguments:
        section: The section with its subsections.
        outline: The whole document.
        top: Where the room for content begins, in points.
    """
    picture = next((block for block in section.blocks if isinstance(block, Picture)), None)
    if picture is not None:
        return _beside_picture(section, picture, outline, top)
    if cards := _cards(section, outline, top):
        return [cards]
    return _flow(list(_pieces(section, outline)), top)


def _pieces(section: Section, outline: Outline, *, heading: bool = False) -> Iterator[Piece]:
    if heading:
        colour = office.INK if section.accent is None else office.accent(section.accent)
        backwards = office.backwards(outline, section.language)
        yield TextParagraph(office.clean(section.title), "heading", section.language, backwards, colour)
    yield from _blocks(section.blocks, outline)
    for subsection in section.sections:
        yield from _pieces(subsection, outline, heading=True)


def _blocks(blocks: Sequence[Block], outline: Outline) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Picture):
            # A second picture of a section appears only as its sentences and its table.
            yield from (TextParagraph(office.clean(text), "bullet") for text in block.sentences)
            yield from _table(block.table)
        else:
            yield from text_boxes.texts([block], outline)


def _table(table: Table) -> Iterator[Piece]:
    yield TextParagraph(office.clean(table.caption), "note")
    yield tables.fit(table, ROOM), table


def _flow(pieces: Sequence[Piece], top: float, base: float = 17) -> list[Page]:
    """Fill slides from top to bottom, and continue on the next slide when one is full."""
    if all(isinstance(piece, TextParagraph) for piece in pieces):
        only = [piece for piece in pieces if isinstance(piece, TextParagraph)]
        fits = [size for size in BASES if text_boxes.total(only, MEASURE, size) <= BOTTOM - top]
        base = fits[0] if fits else 16
    queue, slides = list(pieces), [Page()]
    at = top
    while queue:
        piece = queue.pop(0)
        gap = 0.0 if at == top else (piece.before if isinstance(piece, TextParagraph) else 6.0)
        height = _height(piece, base)
        # A heading or a caption never stays alone at the bottom of a slide.
        needed = height + (_least(queue[0], base) if queue and _opens(piece) else 0)
        # A hundredth for rounding: text that was measured to fit exactly would otherwise go to the next slide.
        if at + gap + needed <= BOTTOM + 0.01:
            _set(slides[-1], piece, at + gap, base)
            at += gap + height
            continue
        parts = _divide(piece, base, BOTTOM - at - gap) if at == top or not isinstance(piece, TextParagraph) else None
        if parts is not None:
            _set(slides[-1], parts[0], at + gap, base)
            queue.insert(0, parts[1])
        elif at == top:
            # Not even a part fits an empty slide, so it is set whole.
            _set(slides[-1], piece, at, base)
        else:
            queue.insert(0, piece)
        if queue:
            slides.append(Page())
        at = top
    return slides


def _opens(piece: Piece) -> bool:
    return isinstance(piece, TextParagraph) and piece.kind in ("heading", "note")


def _least(piece: Piece, base: float) -> float:
    if isinstance(piece, TextParagraph):
        return piece.before + piece.height(MEASURE, base)
    fitted = piece[0]
    return 6 + fitted.header_height + sum(fitted.heights[:2])


def _height(piece: Piece, base: float) -> float:
    return piece.height(MEASURE, base) if isinstance(piece, TextParagraph) else piece[0].height


def _divide(piece: Piece, base: float, height: float) -> tuple[Piece, Piece] | None:
    if isinstance(piece, TextParagraph):
        return piece.split(MEASURE, base, height)
    parts = tables.split(piece[0], height)
    return None if parts is None or not parts[1].rows else ((parts[0], piece[1]), (parts[1], piece[1]))


def _set(page: Page, piece: Piece, top: float, base: float) -> None:
    if not isinstance(piece, TextParagraph):
        page.tables.append((piece[0], piece[1], (MARGIN, top, sum(piece[0].widths))))
        return
    last = page.columns[-1] if page.columns else None
    # Text continues in the same column unless a table is in between.
    if last is None or (page.tables and page.tables[-1][2][1] > last.area[1]):
        page.columns.append(TextColumn((MARGIN, top, MEASURE), [piece], base))
    else:
        last.texts.append(piece)


def _cards(section: Section, outline: Outline, top: float) -> Page | None:
    """Return two to four short parts side by side; None if they do not fit."""
    parts = section.sections
    if not 2 <= len(parts) <= 4 or any(subsection.sections for subsection in parts):
        return None
    if not all(
        isinstance(piece, TextParagraph) for subsection in parts for piece in _blocks(subsection.blocks, outline)
    ):
        return None
    lead = text_boxes.texts(section.blocks, outline)
    start = top + (text_boxes.total(lead, MEASURE, 18) + 18 if lead else 0)
    width = (ROOM - GUTTER * 0.7 * (len(parts) - 1)) / len(parts)
    inner = width - 32
    words = [
        [p for p in _pieces(subsection, outline, heading=True) if isinstance(p, TextParagraph)] for subsection in parts
    ]
    for base in BASES:
        tallest = max(text_boxes.total(column, inner, base) for column in words) + 34
        if start + tallest <= BOTTOM:
            break
    else:
        return None
    page = Page([TextColumn((MARGIN, top, MEASURE), lead, 18)] if lead else [])
    for place, (subsection, column) in enumerate(zip(parts, words, strict=True)):
        left = MARGIN + place * (width + GUTTER * 0.7)
        page.cards.append(((left, start, width, tallest), office.accent(subsection.accent)))
        page.columns.append(
            TextColumn((left + 16, start + 18, inner), column, base, office.accent(subsection.accent), office.PAGE)
        )
    return page


def _beside_picture(section: Section, picture: Picture, outline: Outline, top: float) -> list[Page]:
    """Lay out text beside or below the chart; what does not fit follows on the next slides."""
    at = section.blocks.index(picture)
    before = text_boxes.texts(section.blocks[:at], outline)
    sentences = [TextParagraph(office.clean(text), "bullet") for text in picture.sentences]
    after, later_blocks = _separate(section.blocks[at + 1 :])
    words = [*before, *sentences, *text_boxes.texts(after, outline)]
    page, remaining, room, chart = _first_slide(words, picture, top)
    later: list[Piece] = list(remaining)
    table = tables.fit(picture.table, room[2], (12, 11), across=10)
    if room[3] and not table.cut and table.height + 12 <= room[3]:
        page.tables.append((table, picture.table, (room[0], room[1] + 12, room[2])))
    else:
        later += _table(picture.table)
    parts = _parts(picture.chart)
    page.charts.append((picture, parts[0], chart))
    whole = (MARGIN, top, ROOM, BOTTOM - top)
    continued = [Page(charts=[(picture, chart_part, whole)]) for chart_part in parts[1:]]
    later += [*_blocks(later_blocks, outline), *_beneath(section, outline)]
    return [page, *continued, *(_flow(later, top) if later else [])]


def _first_slide(
    words: Sequence[TextParagraph], picture: Picture, top: float
) -> tuple[Page, list[TextParagraph], Area, Area]:
    """Return the first slide, the remaining text, the room for a table, and the room for the chart."""
    room_height = BOTTOM - top
    if picture.chart is not None and picture.chart.kind == "points":
        # Names side by side take the whole width, so the text goes below.
        chart = (MARGIN, top, ROOM, 240.0)
        at = top + 240 + 14
        base, fitting, remaining = _fill_column(words, MEASURE, BOTTOM - at)
        return Page([TextColumn((MARGIN, at, MEASURE), fitting, base)]), remaining, (MARGIN, BOTTOM, ROOM, 0.0), chart
    # A chart of one enabler is small enough to leave room for its table below.
    small = _about_one(picture)
    text_width = 410.0 if small else 300.0
    base, fitting, remaining = _fill_column(words, text_width, room_height)
    left, across = MARGIN + text_width + GUTTER, ROOM - text_width - GUTTER
    page = Page([TextColumn((MARGIN, top, text_width), fitting, base)])
    if not small:
        return page, remaining, (left, BOTTOM, across, 0.0), (left, top, across, room_height)
    chart_height = min(200.0, room_height - tables.fit(picture.table, across, (12, 11), across=10).height - 12)
    chart_height = chart_height if chart_height >= 150 else 280.0
    return (
        page,
        remaining,
        (left, top + chart_height, across, room_height - chart_height),
        (left, top, across, chart_height),
    )


def _beneath(section: Section, outline: Outline) -> Iterator[Piece]:
    for subsection in section.sections:
        yield from _pieces(subsection, outline, heading=True)


def _separate(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Separate the text beside the picture from what follows: tables, quotes, and notes about quotes."""
    quoted = any(isinstance(block, Quotes) for block in blocks)
    later: list[Block] = [
        block
        for block in blocks
        if isinstance(block, Quotes | Table | Picture)
        or (quoted and isinstance(block, Paragraph) and block.kind == "note")
    ]
    return [block for block in blocks if block not in later], later


def _about_one(picture: Picture) -> bool:
    """Return whether a picture is about one enabler, which leaves room for its table."""
    if picture.chart is None:
        return len(picture.table.rows) <= 7
    return picture.chart.kind == "stacked" and len(picture.chart.series) == 1


def _fill_column(
    texts: Sequence[TextParagraph], width: float, height: float
) -> tuple[float, list[TextParagraph], list[TextParagraph]]:
    """Return the paragraphs that fit a column, at the largest size that fits all or at a small size."""
    for base in BASES:
        if text_boxes.total(texts, width, base) <= height:
            return base, list(texts), []
    base, fitting = BASES[-2], list(texts)
    remaining: list[TextParagraph] = []
    # The question to talk about belongs on the first slide, so the words before it make room.
    while fitting and text_boxes.total(fitting, width, base) > height:
        place = max((at for at, text in enumerate(fitting) if text.kind != "prompt"), default=0)
        remaining.insert(0, fitting.pop(place))
    return base, fitting, remaining


def _parts(chart: Chart | None) -> list[Chart | None]:
    """Divide a chart whose names would not fit below it."""
    if chart is None or chart.kind != "points" or len(chart.categories) <= MOST_POINTS:
        return [chart]
    number = -(-len(chart.categories) // MOST_POINTS)
    each = -(-len(chart.categories) // number)
    cuts = [slice(start, start + each) for start in range(0, len(chart.categories), each)]
    return [
        Chart(
            chart.kind,
            chart.categories[cut],
            tuple(Series(series.name, series.values[cut]) for series in chart.series),
            chart.minimum,
            chart.maximum,
        )
        for cut in cuts
    ]


def group_of(section: Section) -> int:
    """Return the place of a section's group of enablers; neutral if there is none."""
    return tokens.NEUTRAL if section.accent is None else section.accent
