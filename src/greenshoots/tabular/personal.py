"""Columns that could tell who answered. They are dropped before anything else sees what is in them."""

from __future__ import annotations

import re
from collections.abc import Collection

FEW = 20
"""Below this many responses, values that all differ are no sign of anything."""

MOST_CHOICES = 300
"""A respondent group with more choices than this is not one."""

_WHO = "it says who answered"
_WHEN = "it says when somebody answered"
_HOW = "it says how somebody reached the form"

_HEADERS: dict[str, str] = {
    **dict.fromkeys(
        (
            "name", "full name", "your name", "first name", "last name", "firstname", "lastname", "surname", "forename",
            "respondent", "respondent name", "participant", "participant name", "user", "user name", "username",
            "login", "phone", "telephone", "mobile", "phone number", "address", "home address", "postcode", "post code",
            "zip", "zip code", "date of birth", "dob", "signature", "nhs number", "staff number", "employee number",
            "employee id", "payroll number", "id", "response id", "responseid", "respondent id", "participant id",
            "submission id", "seed", "token", "code", "enw", "enw llawn", "cyfeiriad", "ffon", "cod post", "llofnod",
        ),
        _WHO,
    ),
    **dict.fromkeys(
        (
            "timestamp", "time stamp", "start time", "completion time", "last modified time", "start date", "end date",
            "startdate", "enddate", "submitdate", "submit date", "date submitted", "datestamp", "date last action",
            "date started", "date", "time", "interviewtime", "total time", "duration", "recorded date", "created at",
            "submitted at", "stamp amser", "amser cychwyn", "amser cwblhau", "dyddiad",
        ),
        _WHEN,
    ),
    **dict.fromkeys(
        (
            "ip", "ip address", "ipaddr", "ipaddress", "user agent", "useragent", "browser", "device", "referrer",
            "referrer url", "refurl", "lastpage", "last page", "startlanguage", "start language", "latitude",
            "longitude", "location latitude", "location longitude", "distribution channel", "progress", "finished",
            "status",
        ),
        _HOW,
    ),
}  # fmt: skip

_WORDS = {"email": _WHO, "emails": _WHO, "ebost": _WHO, "telephone": _WHO, "ffon": _WHO, "postcode": _WHO}
_TIMINGS = re.compile(
    r"(group|question|page|grouptime|questiontime) ?time\b.*|.*\b(click count|page submit|first click)"
)

_VALUES = (
    re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    re.compile(r"(\d{1,3}\.){3}\d{1,3}|[0-9a-f]{1,4}(:[0-9a-f]{0,4}){3,7}", re.IGNORECASE),
    re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE),
    re.compile(r"\+?\d[\d\s().-]{8,}\d"),
    re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[T\s]+\d{1,2}:\d{2}.*"),
)


def by_header(plain: str) -> str | None:
    """Say why a column must go, from its header alone.

    Arguments:
        plain: The header without case, accents or punctuation.

    Returns:
        The reason, or None. *Team name* and *service name* are respondent groups and stay.
    """
    if plain in _HEADERS:
        return _HEADERS[plain]
    if _TIMINGS.fullmatch(plain):
        return _WHEN
    words = plain.replace("e mail", "email").replace("e bost", "ebost").split()
    return next((_WORDS[word] for word in words if word in _WORDS), None)


def by_values(values: Collection[str], people: int) -> str | None:
    """Say why a column must go, from the different values in it.

    Arguments:
        values: The different values.
        people: How many people filled it in.
    """
    if len(values) > MOST_CHOICES:
        return f"it holds more than {MOST_CHOICES} different values"
    alike = sum(any(pattern.fullmatch(value) for pattern in _VALUES) for value in values)
    if values and alike * 2 > len(values):
        return "its values look like addresses, numbers or times that belong to one person"
    if people >= FEW and len(values) > 0.6 * people:
        return "nearly every value in it is different, so it could tell who answered"
    if values and sum(map(len, values)) > 80 * len(values):
        return "it holds long texts that belong to no enabler"
    return None
