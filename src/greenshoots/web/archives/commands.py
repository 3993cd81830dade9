"""Archives on the command line, for the person who looks after the installation."""

from __future__ import annotations

from typing import IO

from django.utils import timezone

from greenshoots.web.archives import actions
from greenshoots.web.archives.actions import Brought
from greenshoots.web.archives.errors import ArchiveError
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.places.models import Place


def take(code: str) -> bytes:
    """Return the archive of a place.

    Raises:
        ArchiveError: there is no such place.
    """
    place = Place.objects.filter(code=code).first()
    if place is None:
        raise ArchiveError(f"There is no place with the code “{code}”. The code is in its address: places/CODE/.")
    return actions.take(place, today=timezone.localdate(), by=None)


def bring_in(file: IO[bytes], email: str) -> Brought:
    """Create a place from an archive of any size.

    Arguments:
        file: The archive.
        email: The address of the owner's account; empty for the only account there is.

    Raises:
        ArchiveError: the archive cannot be read, or there is no such account.
    """
    matching = User.objects.filter(email__iexact=email) if email else User.objects.all()
    accounts = list(matching[:2])
    if len(accounts) == 1:
        return actions.bring_in(file, by=accounts[0], of_any_size=True)
    if accounts:
        raise ArchiveError("There are several accounts. Use --owner to name the account that will own the place.")
    if email:
        raise ArchiveError(f"There is no account with the address {email}. Create it first.")
    raise ArchiveError(
        "There is no account yet, so no one can own the place. Run greenshoots start, open the link it prints to "
        "create an account, then import the archive."
    )
