"""Errors as pages: each class has a status, and the page shows the error's sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from greenshoots.core import errors

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class TooOftenError(errors.GreenshootsError):
    """A request was repeated too often."""


class MailDownError(errors.GreenshootsError):
    """The mail server did not accept a message that a person is waiting for."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Our mail server did not accept the message, so it has not been sent. Try again in a few minutes. If "
                "it fails again, contact the person who runs this site."
            )
        )


class BusyError(errors.GreenshootsError):
    """The limit of files that are read at the same time is reached."""

    def __init__(self) -> None:
        super().__init__(
            _("Other files are being read right now. Nothing was saved. Go back and send your file again in a minute.")
        )


# The first class that fits counts. A new error class needs a line here only where 400 is wrong.
STATUS: tuple[tuple[type[errors.GreenshootsError], int], ...] = (
    (TooOftenError, 429),
    (MailDownError, 503),
    (BusyError, 503),
    (errors.MissingToolError, 501),
    (errors.PolicyError, 409),
    (errors.GreenshootsError, 400),
)


def status(error: errors.GreenshootsError) -> int:
    """Return the HTTP status of an error."""
    return next(code for kind, code in STATUS if isinstance(error, kind))


class SentencesForErrors:
    """Turn an error that no view caught into a page with its sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page with the error's sentence; other exceptions pass."""
        if not isinstance(exception, errors.GreenshootsError):
            return None
        template = "site/mail_down.html" if isinstance(exception, MailDownError) else "site/error.html"
        return render(request, template, {"sentence": str(exception)}, status=status(exception))
