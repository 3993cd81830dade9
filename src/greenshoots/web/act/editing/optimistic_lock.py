"""Change a row without overwriting what another person wrote meanwhile."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model

from greenshoots.web.act.editing.errors import ChangedMeanwhileError

Row = TypeVar("Row", bound=Model)


def change(row: Row, *, read: int | None = None, **values: Any) -> list[str]:
    """Write values into a row that is locked until the transaction ends; return the names of those that are new.

    Arguments:
        row: What is changed; it is brought up to date first.
        read: The version that the writer read; None where the change does not depend on it.

    Raises:
        ChangedMeanwhileError: another person has changed it since.
    """
    locked: Any = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if read is not None and locked.version != read:
        raise ChangedMeanwhileError
    # Compared with the locked row: the caller's own may be older. A save that changes nothing keeps the version, so
    # that a second click is no clash for anyone who is editing.
    new = [name for name, value in values.items() if getattr(locked, name) != value]
    for name, value in values.items():
        setattr(row, name, value)
    if new:
        setattr(row, "version", locked.version + 1)  # noqa: B010 - every row of this floor has a version
        # Only these fields: saving all would put back older values of what another person has changed.
        row.save(update_fields=[*values, "version"])
    return new
