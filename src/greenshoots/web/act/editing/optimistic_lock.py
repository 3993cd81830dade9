"""Changing one row, so that nobody's words are written over unseen."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model

from greenshoots.web.act.editing.errors import ChangedMeanwhileError

Row = TypeVar("Row", bound=Model)


def change(row: Row, *, read: int | None = None, **values: Any) -> list[str]:
    """Write values into a row that is held until the transaction ends; give the names of those that are new.

    Arguments:
        row: What is changed; it is brought up to date first.
        read: The version that the writer had before them; None where what they press does not depend on it.

    Raises:
        ChangedMeanwhileError: somebody else has changed it since.
    """
    held: Any = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if read is not None and held.version != read:
        raise ChangedMeanwhileError
    new = [name for name, value in values.items() if getattr(held, name) != value]
    for name, value in values.items():
        setattr(row, name, value)
    if new:
        setattr(row, "version", held.version + 1)  # noqa: B010 - every row of this floor has a version
        row.save(update_fields=[*values, "version"])
    return new
