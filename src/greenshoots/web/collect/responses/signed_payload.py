"""Responses carried through the page that checks them, signed, so that nothing is kept before the person agrees."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from greenshoots.web.collect.responses.errors import FileRefusedError
from greenshoots.web.collect.responses.response import Response

if TYPE_CHECKING:
    from greenshoots.web.collect.diagnostics.models import Round

SALT = "greenshoots.brought-in"
HOUR = 3600
ROOM = 4096
"""Bytes that the other fields of the page may take."""


def pack(round_: Round, responses: Sequence[Response], name: str) -> str:
    """Write responses into one field of a page.

    Raises:
        FileRefusedError: they are more than a page can carry.
    """
    rows = [
        [
            base64.b85encode(response.scores).decode(),
            base64.b85encode(response.choices).decode(),
            response.viewpoint,
            dict(response.words),
            int(response.mode),
        ]
        for response in responses
    ]
    packed = signing.dumps([round_.code, secrets.token_urlsafe(16), rows], salt=SALT, compress=True)
    # Django refuses a form above this size only when it is sent, after the person has checked the whole file.
    if len(packed) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or len(packed)) - ROOM:
        raise FileRefusedError(
            _("%(file)s: The file has more responses than can be imported at once. Split it into several files.")
            % {"file": name}
        )
    return packed


def unpack(round_: Round, packed: str) -> tuple[str, list[Response]]:
    """Return the random name of a file and its responses.

    Raises:
        BadRequest: the field is an hour old, of another round, or not ours.
    """
    try:
        code, nonce, rows = signing.loads(packed, salt=SALT, max_age=HOUR)
    except signing.BadSignature as error:
        raise BadRequest(_("This page is more than an hour old. Choose the file again.")) from error
    # The signature holds in every round: what was checked for one round could be sent to another.
    if code != round_.code:
        raise BadRequest
    return nonce, [
        Response(
            scores=base64.b85decode(scores),
            choices=base64.b85decode(choices),
            viewpoint=viewpoint,
            words=words,
            mode=mode,
        )
        for scores, choices, viewpoint, words, mode in rows
    ]
