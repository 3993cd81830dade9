"""Wrong passwords and codes: what they count against, and when the next attempt is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from greenshoots.web.base.accounts import known_device
from greenshoots.web.base.limits import client_address, rules
from greenshoots.web.base.limits.counter import tries
from greenshoots.web.base.limits.middleware import LIMITED
from greenshoots.web.base.limits.rules import ANYWHERE, LimitLevel, Rule
from greenshoots.web.base.site.errors import TooOftenError

if TYPE_CHECKING:
    from django.http import HttpRequest

_Counted = tuple[tuple[Rule, str, tuple[str, ...]], ...]


def passwords(request: HttpRequest, email: str) -> _Counted:
    """Return what a wrong password counts against."""
    email = email.strip().lower()
    # While strangers guess this password from everywhere, the owner's own devices have their own count (decision 22).
    if device := known_device.of(request, email):
        return ((rules.PASSWORD, device, (email,)),)
    source = client_address.of_request(request)
    return (
        (rules.PASSWORD, source, (email,)),
        (rules.PASSWORDS_FROM, source, ()),
        (rules.PASSWORDS_FOR, ANYWHERE, (email,)),
    )


def second_steps(request: HttpRequest, email: str) -> _Counted:
    """Return what a wrong code of an authenticator app counts against."""
    return ((rules.SECOND_STEP, known_device.of(request, email) or ANYWHERE, (email.lower(),)),)


def mailed_codes(request: HttpRequest) -> _Counted:
    """Return what a wrong code from a message counts against."""
    return ((rules.MAILED_CODE, client_address.of_request(request), ()),)


def level(counted: _Counted) -> LimitLevel:
    """Return what happens to the next attempt."""
    return max(tries.level(rule, source, *about) for rule, source, about in counted)


def record(counted: _Counted) -> LimitLevel:
    """Count a wrong attempt; return what happens to the next."""
    # max, and not any: each rule has to count the attempt, also where the first one refuses it already.
    return max(tries.record(rule, source, *about) for rule, source, about in counted)


@contextmanager
def counting(request: HttpRequest, counted: _Counted) -> Iterator[None]:
    """Refuse an attempt before it is checked, or count it if it is wrong.

    Raises:
        ValidationError: there were too many.
    """
    if level(counted) is LimitLevel.REFUSED:
        raise too_many(request)
    try:
        yield
    except ValidationError:
        if record(counted) > LimitLevel.FREE:
            raise too_many(request) from None
        raise


def too_many(request: HttpRequest) -> ValidationError:
    """Return the form error for too many attempts, and mark the request so that its status is 429."""
    setattr(request, LIMITED, True)
    error: ValidationError = get_adapter().validation_error("too_many_login_attempts")
    return error


def message_goes_to(request: HttpRequest, email: str) -> None:
    """Count a message that is about to be sent to an address.

    Raises:
        TooOftenError: there were too many in ten minutes, and nothing is sent.
    """
    email, source = email.strip().lower(), client_address.of_request(request)
    counted: _Counted = ((rules.MESSAGES, source, (email,)), (rules.MESSAGES_FROM, source, ()))
    # Strangers who ask for codes must not use up the messages that the owner of the mailbox may ask for.
    if not known_device.of(request, email):
        counted = (*counted, (rules.MESSAGES_TO, ANYWHERE, (email,)))
    if level(counted) is LimitLevel.REFUSED:
        raise TooOftenError(
            _(
                "We sent several messages to this address in the last few minutes, so we did not send another. Check "
                "your inbox and your spam folder. You can ask for another message in ten minutes."
            )
        )
    record(counted)


def sign_up(request: HttpRequest) -> None:
    """Count a new account.

    Raises:
        TooOftenError: there were too many from one source.
    """
    counted: _Counted = ((rules.SIGN_UP, client_address.of_request(request), ()),)
    if level(counted) is LimitLevel.REFUSED:
        raise TooOftenError(
            _("Many accounts were created from this connection in the last few minutes. Try again in ten minutes.")
        )
    record(counted)
