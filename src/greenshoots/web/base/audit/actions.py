"""Changes to the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from greenshoots.web.base.audit.models import Entry

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.base.places.models import Place


def record(place: Place, *, by: User | None, verb: str, about: str = "", **facts: Any) -> None:
    """Record a change. Call this inside the action's transaction, so that both are saved or neither.

    `facts` are plain values that `audit.sentences` needs; never an answer, a code or the address of a person asked.
    """
    # Cut: SQLite would take a longer name, and PostgreSQL would refuse the whole change because of it.
    Entry.objects.create(place=place, who=by, who_name=str(by) if by else "", verb=verb, about=about[:300], facts=facts)


def forget(person: User) -> None:
    """Remove a person's name from all trails; the changes stay."""
    Entry.objects.filter(who=person).update(who_name="")
    # Changes about the person: they were invited, became an owner, were removed.
    Entry.objects.filter(facts__person=person.pk).update(about="")
    Entry.objects.filter(verb="member.invited", about=person.email).update(about="")
