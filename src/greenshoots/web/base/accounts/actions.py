"""Changes to accounts: creating the first account, changing a person's details, deleting an account."""

from __future__ import annotations

import hashlib
import secrets

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from greenshoots.core.errors import PolicyError
from greenshoots.web.base.accounts.models import OwnerLink, User


def digest(secret: str) -> str:
    """Return the digest of a secret: the database holds no secret itself."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_owner_link() -> str:
    """Create the one-time link to the page that creates the first account; earlier unused links end."""
    secret = secrets.token_urlsafe(24)
    OwnerLink.objects.all().delete()
    OwnerLink.objects.create(digest=digest(secret))
    return reverse("accounts:welcome", args=[secret])


@transaction.atomic
def use_owner_link(secret: str, *, name: str, email: str, password: str) -> User:
    """Create the first account, for the person who looks after this installation.

    Raises:
        PolicyError: the link has been used already.
    """
    # Deleting is the test: of two requests at once, the second finds no row left to delete.
    deleted, _counts = OwnerLink.objects.filter(digest=digest(secret)).delete()
    if not deleted:
        raise PolicyError(_("This link has been used. It works once. Sign in with the account you created with it."))
    person = User.objects.create_user(email, password, name=name, operator=True)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def change(person: User, *, name: str, language: str) -> None:
    """Change a name and the language of pages and messages."""
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])


@transaction.atomic
def delete(person: User) -> None:
    """Delete an account, its ways to sign in and its sessions.

    Their changes stay in the audit trails of places, without the name.
    """
    # Django's sessions name no account, so they are found through allauth's table before it goes with the account.
    keys = person.usersession_set.values_list("session_key", flat=True)  # type: ignore[attr-defined] # allauth's table
    Session.objects.filter(session_key__in=list(keys)).delete()
    person.delete()
