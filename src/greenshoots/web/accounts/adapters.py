"""Who may make an account, and how allauth speaks to us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest

INVITED = "invited"
"""The key of a session that came through an invitation to a place."""


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Accounts are made by invitation, unless the installation says that anybody may make one."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell whether this person may make an account."""
        return bool(settings.SIGN_UP or request.session.get(INVITED))


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """The same rule for people who sign in through their organisation."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - allauth's signature
        """Tell whether this person may make an account."""
        return bool(settings.SIGN_UP or request.session.get(INVITED))
