"""Read an instrument from the text of a TOML file, or refuse it with the line, the key and what to do.

The file format is described in docs/reference/instrument-file.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from greenshoots.core.instruments import toml_table
from greenshoots.core.instruments.model import (
    MODE,
    ROUND,
    VIEWPOINT,
    Enabler,
    Group,
    Instrument,
    Scale,
    ScoreEach,
    Statement,
)
from greenshoots.core.instruments.toml_table import TomlTable

FEWEST_POINTS, MOST_POINTS = 3, 11
MOST_ENABLERS = 60
RESERVED = frozenset({ROUND, VIEWPOINT, MODE})
"""Names that other columns of a file of answers have already."""

_TOP = (
    "id", "version", "title", "short_title", "source", "score_each", "language", "status",
    "scale", "groups", "enablers",
)  # fmt: skip
_SCALE = ("minimum", "maximum", "labels", "unsure")
_GROUP = ("id", "title", "summary")
_ENABLER = ("id", "number", "group", "title", "axis", "statements", "local")
_STATEMENT = ("text", "reverse")
_TRANSLATION = (
    "translates", "version", "language", "status", "title", "short_title", "source", "scale", "groups", "enablers",
)  # fmt: skip
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
STATUSES = ("final", "draft")


@dataclass(frozen=True, slots=True)
class SideFile:
    """A translation.

    Arguments:
        text: The text of its file.
        file: The file's name, for messages.
        language: The language that the file name gives.
    """

    text: str
    file: str
    language: str | None = None


def parse(text: str, *, file: str, translation: SideFile | None = None) -> Instrument:
    """Read an instrument.

    Arguments:
        text: The TOML.
        file: Its name, for messages.
        translation: The side file with the same instrument in another language.

    Raises:
        InstrumentError: the file is wrong; the error names line and key.
    """
    top = toml_table.parse(text, file=file)
    if "translates" in top.names():
        raise top.wrong(
            "translates", "This file is a translation. Give the questionnaire's own file, and the language."
        )
    top.only(_TOP)
    scale = _scale(top.table("scale"))
    groups = tuple(_group(table) for table in top.tables("groups"))
    enablers = tuple(_enabler(table) for table in top.tables("enablers"))
    _check_order(top, groups, enablers)
    instrument = Instrument(
        id=_slug(top, "id"),
        version=top.text("version"),
        title=top.text("title"),
        short_title=top.text("short_title", default=top.text("title")),
        source=top.text("source", default=""),
        score_each=ScoreEach(top.choice("score_each", [each.value for each in ScoreEach], default="enabler")),
        language=_language(top),
        scale=scale,
        groups=groups,
        enablers=enablers,
        draft=top.choice("status", STATUSES, default="final") == "draft",
    )
    return instrument if translation is None else _translated(instrument, translation)


def _slug(table: TomlTable, key: str) -> str:
    value = table.text(key)
    if not _SLUG.fullmatch(value):
        raise table.wrong(
            key,
            f"“{value}” is not a valid id. Use lower-case letters, digits and single hyphens, such as systems-mindset.",
        )
    return value


def _language(table: TomlTable) -> str:
    value = table.text("language")
    if not _LANGUAGE.fullmatch(value):
        raise table.wrong("language", f"“{value}” is not a language code. Use a code such as en or cy.")
    return value


def _scale(table: TomlTable) -> Scale:
    table.only(_SCALE)
    minimum, maximum = table.whole("minimum"), table.whole("maximum")
    points = maximum - minimum + 1
    if not FEWEST_POINTS <= points <= MOST_POINTS:
        raise table.wrong(
            "maximum",
            f"The scale has {max(points, 0)} points. Use {FEWEST_POINTS} to {MOST_POINTS} points, such as 1 to 5.",
        )
    labels = _labels(table.table("labels"), minimum, maximum)
    return Scale(minimum, maximum, labels, table.text("unsure", default="Not sure"))


def _labels(table: TomlTable, minimum: int, maximum: int) -> dict[int, str]:
    labels = {}
    for key in table.names():
        # Checked by pattern first: int() alone would take “1_0” and “ 1 ” as well.
        point = int(key) if re.fullmatch(r"-?\d{1,6}", key) else None
        if point is None or not minimum <= point <= maximum:
            raise table.wrong(key, f"“{key}” is not on the scale from {minimum} to {maximum}.")
        labels[point] = table.text(key)
    for end in (minimum, maximum):
        if end not in labels:
            raise table.wrong(None, f"The label for {end} is missing. Add a label that says what it means.")
    return labels


def _group(table: TomlTable) -> Group:
    table.only(_GROUP)
    return Group(_slug(table, "id"), table.text("title"), table.text("summary", default=""))


def _enabler(table: TomlTable) -> Enabler:
    table.only(_ENABLER)
    title = table.text("title")
    id_ = _slug(table, "id")
    # Its column of scores could not be told from the one that names the round, the viewpoint or the mode.
    if id_ in RESERVED:
        raise table.wrong("id", f"“{id_}” is the name of another column in files of answers. Choose another id.")
    return Enabler(
        id=id_,
        number=table.whole("number"),
        group=table.text("group"),
        title=title,
        axis=table.text("axis", default=title),
        statements=tuple(_statement(table, index) for index in range(table.length("statements"))),
        local=table.flag("local"),
    )


def _statement(table: TomlTable, index: int) -> Statement:
    value = table.item("statements", index)
    if isinstance(value, TomlTable):
        value.only(_STATEMENT)
        return Statement(value.text("text"), value.flag("reverse"))
    if not isinstance(value, str) or not value.strip():
        raise table.wrong(("statements", index), "Write the statement as text, or as { text = “…”, reverse = true }.")
    return Statement(value.strip())


def _check_order(top: TomlTable, groups: tuple[Group, ...], enablers: tuple[Enabler, ...]) -> None:
    if len(enablers) > MOST_ENABLERS:
        raise top.wrong("enablers", f"There are {len(enablers)} enablers. Use at most {MOST_ENABLERS}.")
    _refuse_doubles(top, "groups", [group.id for group in groups])
    _refuse_doubles(top, "enablers", [enabler.id for enabler in enablers])
    known = [group.id for group in groups]
    numbers: set[int] = set()
    for index, enabler in enumerate(enablers):
        if enabler.group not in known:
            raise top.wrong(
                ("enablers", index, "group"), f"There is no group “{enabler.group}”. Choose one of: {', '.join(known)}."
            )
        if enabler.number in numbers:
            raise top.wrong(
                ("enablers", index, "number"), f"{enabler.number} is used twice. Give each enabler its own number."
            )
        numbers.add(enabler.number)
    # The spider draws each group as one arc, so its enablers must be next to each other.
    order = [enabler.group for enabler in enablers]
    for index in range(1, len(order)):
        if order[index] != order[index - 1] and order[index] in order[: index - 1]:
            raise top.wrong(("enablers", index, "group"), f"Put all enablers of “{order[index]}” next to each other.")


def _refuse_doubles(top: TomlTable, key: str, ids: list[str]) -> None:
    for index, id_ in enumerate(ids):
        if id_ in ids[:index]:
            raise top.wrong((key, index, "id"), f"“{id_}” is used twice. Give each its own id.")


def _translated(instrument: Instrument, side: SideFile) -> Instrument:
    top = toml_table.parse(side.text, file=side.file)
    top.only(_TRANSLATION)
    for key, wanted in (("translates", instrument.id), ("version", instrument.version)):
        if top.text(key) != wanted:
            raise top.wrong(key, f"This translation is for “{top.text(key)}”, but the questionnaire is “{wanted}”.")
    if side.language is not None and _language(top).lower() != side.language.lower():
        raise top.wrong("language", f"The file name says “{side.language}”. Use the same language here.")
    scale = top.table("scale")
    scale.only(("labels", "unsure"))
    labels = _labels(scale.table("labels"), instrument.scale.minimum, instrument.scale.maximum)
    if missing := [point for point in instrument.scale.labels if point not in labels]:
        raise scale.wrong("labels", f"The label for {missing[0]} is missing. Add it here.")
    groups, enablers = top.table("groups"), top.table("enablers")
    groups.only([group.id for group in instrument.groups])
    enablers.only([enabler.id for enabler in instrument.enablers])
    return replace(
        instrument,
        title=top.text("title"),
        short_title=top.text("short_title", default=top.text("title")),
        source=top.text("source", default=instrument.source),
        language=_language(top),
        draft=top.choice("status", STATUSES, default="final") == "draft",
        scale=replace(instrument.scale, labels=labels, unsure=scale.text("unsure")),
        groups=tuple(_translated_group(groups.table(group.id), group) for group in instrument.groups),
        enablers=tuple(_translated_enabler(enablers.table(enabler.id), enabler) for enabler in instrument.enablers),
    )


def _translated_group(table: TomlTable, group: Group) -> Group:
    table.only(("title", "summary"))
    summary = table.text("summary") if group.summary else table.text("summary", default="")
    return replace(group, title=table.text("title"), summary=summary)


def _translated_enabler(table: TomlTable, enabler: Enabler) -> Enabler:
    table.only(("title", "axis", "statements"))
    number = table.length("statements")
    if number != len(enabler.statements):
        raise table.wrong(
            "statements",
            f"This has {number} of {len(enabler.statements)} statements. Translate each statement once.",
        )
    statements = []
    for index, statement in enumerate(enabler.statements):
        text = table.item("statements", index)
        if not isinstance(text, str) or not text.strip():
            raise table.wrong(("statements", index), "Write the statement as text.")
        statements.append(replace(statement, text=text.strip()))
    title = table.text("title")
    return replace(enabler, title=title, axis=table.text("axis", default=title), statements=tuple(statements))
