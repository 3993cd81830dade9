"""Every error of the method as a page: a status, and the sentence it carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from greenshoots.core import errors

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class TooOftenError(errors.GreenshootsError):
    """Something was asked for too often."""


class MailDownError(errors.GreenshootsError):
    """The mail server did not take a message that somebody waits for."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Our mail server did not accept the message, so it has not been sent. Try again in a few minutes. If "
                "it fails again, contact the person who looks after this installation."
            )
        )


class BusyError(errors.GreenshootsError):
    """As many files are being read as may be at once."""

    def __init__(self) -> None:
        super().__init__(
            _("Other files are being read right now. Nothing was saved. Go back and send your file again in a minute.")
        )


# The first class that fits; a later issue of the tree needs a line here only where 400 is wrong.
STATUS: tuple[tuple[type[errors.GreenshootsError], int], ...] = (
    (TooOftenError, 429),
    (MailDownError, 503),
    (BusyError, 503),
    (errors.MissingToolError, 501),
    (errors.PolicyError, 409),
    (errors.GreenshootsError, 400),
)


def status(error: errors.GreenshootsError) -> int:
    """Give the status that an error has on the web."""
    return next(code for kind, code in STATUS if isinstance(error, kind))


class SentencesForErrors:
    """Turn an error that no view caught into a page with its sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer with the sentence; other exceptions go their way."""
        if not isinstance(exception, errors.GreenshootsError):
            return None
        template = "site/mail_down.html" if isinstance(exception, MailDownError) else "site/error.html"
        return render(request, template, {"sentence": str(exception)}, status=status(exception))
