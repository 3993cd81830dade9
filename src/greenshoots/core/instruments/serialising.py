"""Write an instrument as a file: a copy that a place adapted is stored like any other file."""

from __future__ import annotations

import json

from greenshoots.core.instruments.model import Enabler, Instrument, Statement


def to_toml(instrument: Instrument) -> str:
    """Return the TOML text of an instrument. Parsing it gives the same instrument.

    >>> from greenshoots.core.instruments import parsing
    >>> from greenshoots import instruments
    >>> built_in = instruments.load("enabling-conditions")
    >>> parsing.parse(to_toml(built_in), file="again.toml") == built_in
    True
    """
    lines = [f"{name} = {_text(value)}" for name, value in _top(instrument).items() if value]
    scale = instrument.scale
    labels = ", ".join(f'"{point}" = {_text(label)}' for point, label in sorted(scale.labels.items()))
    lines += [
        "",
        "[scale]",
        f"minimum = {scale.minimum}",
        f"maximum = {scale.maximum}",
        f"labels = {{ {labels} }}",
        f"unsure = {_text(scale.unsure)}",
    ]
    for group in instrument.groups:
        lines += ["", "[[groups]]", f"id = {_text(group.id)}", f"title = {_text(group.title)}"]
        lines += [f"summary = {_text(group.summary)}"] if group.summary else []
    for enabler in instrument.enablers:
        lines += ["", *_enabler(enabler)]
    return "\n".join(lines) + "\n"


def _top(instrument: Instrument) -> dict[str, str]:
    return {
        "id": instrument.id,
        "version": instrument.version,
        "title": instrument.title,
        "short_title": instrument.short_title,
        "source": instrument.source,
        "score_each": instrument.score_each.value,
        "language": instrument.language,
        "status": "draft" if instrument.draft else "",
    }


def _enabler(enabler: Enabler) -> list[str]:
    lines = [
        "[[enablers]]",
        f"id = {_text(enabler.id)}",
        f"number = {enabler.number}",
        f"group = {_text(enabler.group)}",
        f"title = {_text(enabler.title)}",
        f"axis = {_text(enabler.axis)}",
    ]
    lines += ["local = true"] if enabler.local else []
    return [*lines, "statements = [", *(f"  {_statement(statement)}," for statement in enabler.statements), "]"]


def _statement(statement: Statement) -> str:
    if not statement.reverse:
        return _text(statement.text)
    return f"{{ text = {_text(statement.text)}, reverse = true }}"


def _text(value: str) -> str:
    # A JSON string with everything beyond ASCII unescaped is a TOML string, except for the delete character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
