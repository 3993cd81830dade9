"""Columns that could identify people. They are dropped before anything else sees their content.

By header: names, addresses, times, identifiers and what survey tools add, in English and Welsh. *Team name*,
*service name*, *job title* are group questions and stay.

By values, for a column that would be a group question: most of its values look like e-mail addresses, telephone
numbers and the like; nearly every value is different; there are too many of them; or they are long texts.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from greenshoots.tabular.codes import DropReason
from greenshoots.tabular.wording import compact, plain

FEW = 20
"""Below this many responses, values that all differ are no sign of anything."""

MOST_CHOICES = 1_000
"""A column with more different values than this is not a group question."""

LONGEST_CHOICE = 300
"""A value with more characters than this is not a choice."""

_CERTAIN = (
    "name", "full name", "your name", "first name", "last name", "surname", "family name", "forename", "given name",
    "initials", "nickname", "preferred name", "respondent name", "participant name", "recipient first name",
    "recipient last name", "recipient email", "login", "user name", "signature", "date of birth", "dob",
    "nhs number", "ni number", "national insurance number", "staff number", "staff id", "employee number",
    "employee id", "payroll number", "passport number", "address", "home address", "postal address", "your address",
    "street address", "address line 1", "address line 2", "postcode", "post code", "zip code", "ip", "ip address",
    "ipaddr", "mac address", "start time", "completion time", "last modified time", "timestamp", "response id",
    "enw", "enw llawn", "eich enw", "enw cyntaf", "cyfenw", "llofnod", "cyfeiriad", "cyfeiriad cartref",
    "cyfeiriad ip", "cod post", "dyddiad geni", "stamp amser", "amser cychwyn", "amser dechrau", "amser cwblhau",
    "amser gorffen", "amser cyflwyno", "amser addasu diwethaf",
)  # fmt: skip
"""Headers that leave no doubt: no column mapping turns such a column into a group question."""

_LIKELY = {
    DropReason.WHO: (
        "respondent", "participant", "user", "user id", "zip", "id", "respondent id", "participant id", "person id",
        "submission id", "collector id", "network id", "seed", "token", "access code", "code", "external reference",
        "external data reference", "custom data 1", "contact", "contact details", "who are you", "dynodydd",
    ),
    DropReason.WHEN: (
        "start date", "end date", "end time", "submit date", "date submitted", "date stamp", "time stamp",
        "date last action", "date started", "date created", "date modified", "date", "time", "interview time",
        "total time", "time taken", "duration", "duration in seconds", "recorded date", "created at", "submitted at",
        "created", "submitted", "completed at", "started at", "submission date", "submission time", "response date",
        "start date utc", "submit date utc", "dyddiad", "amser", "dyddiad cyflwyno",
    ),
    DropReason.HOW: (
        "user agent", "browser", "device", "operating system", "referrer", "referer", "referrer url", "ref url",
        "last page", "start language", "user language", "latitude", "longitude", "location latitude",
        "location longitude", "distribution channel", "progress", "finished", "status", "response type", "collector",
        "porwr", "dyfais",
    ),
}  # fmt: skip

_CERTAIN_NAMES = frozenset(map(compact, _CERTAIN))
_LIKELY_NAMES = {compact(name): reason for reason, names in _LIKELY.items() for name in names}
# The names of things that people share, next to which "name" is a group question.
_SHARED = (
    r"teams?|services?|organi[sz]ations?|compan(?:y|ies)|council|departments?|directorate|school|site|place|projects?|"
    r"programme|group|ward|sector|role|job|unit|division|office|practice|trust|agency|provider|employer|locality|area|"
    r"region|partnership|board|network|neighbourhood|tim|gwasanaeth|sefydliad|adran|cyngor|ysgol|swydd|rol|ardal"
)
_SHARED_NAME = re.compile(rf"\b({_SHARED})\b")
_NAME = re.compile(r"\b(name|names|enw|enwau)\b")
_PHONE = re.compile(
    r"(your |work |home |daytime |contact )*(mobile|phone|telephone|tel|cell)( (number|no|phone|\d))*"
    r"|(rhif )?ffon( symudol)?"
)
_ADDRESS = re.compile(r"\be ?mails?\b|\be ?bost\b|\bebyst\b|\b(post ?code|zip ?code|ip address)\b")
_TIMING = re.compile(
    r"(group|question|page|interview) ?time ?\d*\b.*|g\d+q\d+ ?time|.*\btimestamp\b.*"
    r"|.*\b(click count|page submit|first click)"
)

_CODE = re.compile(r"\w+(\[\w+\])?\. +(?P<text>.+)", re.DOTALL)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_TIME = r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]\.?m\.?)?"
_DATE = r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
_ONE_PERSON = (
    _EMAIL,
    re.compile(r"(\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}", re.IGNORECASE),
    re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{24,64}", re.IGNORECASE),
    # Nine to fifteen digits: “2024-2025” has eight and “01.04.2019 - 31.03.2020” sixteen, and both are choices.
    re.compile(r"(?=(\D*\d){9,15}\D*$)\+?\(?\d[\d ().-]{7,}\d"),
    re.compile(rf"{_DATE}([T ]+{_TIME}.*)?|{_TIME}", re.IGNORECASE),
    re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE),
)


def certainly(header: str) -> DropReason | None:
    """Return why a column must go, from a header that leaves no doubt; None where the header leaves doubt."""
    bare = _bare(header)
    if not any(compact(form) in _CERTAIN_NAMES for form in _forms(header)) and not _PHONE.fullmatch(bare):
        return None
    return DropReason.WHEN if re.search(r"time|amser", bare) else DropReason.WHO


def likely(header: str) -> DropReason | None:
    """Return why a column should go, from a header that is no enabler's; None where the column can stay."""
    bare = _bare(header)
    for form in _forms(header):
        if reason := _LIKELY_NAMES.get(compact(form)):
            return reason
    if _TIMING.fullmatch(bare):
        return DropReason.WHEN
    return (
        DropReason.WHO if names_an_address(header) or (_NAME.search(bare) and not _SHARED_NAME.search(bare)) else None
    )


def names_an_address(header: str) -> bool:
    """Return whether a header speaks of an e-mail or postal address anywhere."""
    return _ADDRESS.search(_bare(header)) is not None


def _forms(header: str) -> tuple[str, ...]:
    """Return the header, and what follows a code that a survey tool put before it: *id. Response ID*."""
    coded = _CODE.fullmatch(header.strip())
    return (header,) if coded is None else (header, coded["text"])


def _bare(header: str) -> str:
    return plain(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header))


def by_values(values: Collection[str], people: int) -> DropReason | None:
    """Return why a column must go, from the different values in it.

    Arguments:
        values: The different values, without blanks.
        people: How many people filled it in.
    """
    if not values:
        return None
    if sum(map(belongs_to_one, values)) * 2 > len(values):
        return DropReason.PERSONAL_VALUES
    longest, length = max(map(len, values)), sum(map(len, values)) / len(values)
    words = sum(len(value.split()) for value in values) / len(values)
    mostly_different = len(values) > 0.6 * people
    # Before “mostly different”: comments all differ too, and are dropped with advice on how to claim them.
    if longest > LONGEST_CHOICE or length > 80 or (mostly_different and people >= 5 and words >= 5):
        return DropReason.FREE_TEXT
    if people >= FEW and mostly_different:
        return DropReason.MOSTLY_DIFFERENT
    return DropReason.TOO_MANY_VALUES if len(values) > MOST_CHOICES else None


def belongs_to_one(value: str) -> bool:
    """Return whether a value looks like an address, a number or a time of one person."""
    return len(value) <= LONGEST_CHOICE and any(pattern.fullmatch(value.strip()) for pattern in _ONE_PERSON)


def is_day(value: str) -> bool:
    """Return whether a value is a date without a time; a round may be named by one."""
    return re.fullmatch(_DATE, value.strip()) is not None


def holds_an_address(text: str) -> bool:
    """Return whether a text should not be repeated in a message because of what is in it."""
    start = text[:LONGEST_CHOICE]
    return _EMAIL.search(start) is not None or belongs_to_one(start)
