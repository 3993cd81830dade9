"""Cache of what the pages of a round say, read from the tables again when something changed."""

from __future__ import annotations

import threading
import time
import zlib
from collections import OrderedDict
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone, translation

from greenshoots.web.base.site import codes
from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics import queries as diagnostics
from greenshoots.web.collect.diagnostics.models import Asked, Audience, Protection, Round
from greenshoots.web.collect.participants.page_data import GroupQuestion, OfferedChoice, PageData
from greenshoots.web.collect.responses import hooks

FRESH = 1.0
"""Seconds for which a cached round is used without a query. The writer checks the round for every response."""

LASTING = 30.0
"""Seconds after which everything is read again: the numbers of people asked are in another table than the version."""

MOST_ROUNDS = 200
INTERFACE = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(slots=True)
class CachedRound:
    """A round as it was when it was last read.

    Attributes:
        version: Changes with anything that people read.
        pages: Prepared pages, by their language and kind.
    """

    key: int
    round: Round
    version: tuple[object, ...]
    made: float
    looked: float
    about: dict[str, PageData]
    pages: dict[tuple[str, ...], Prepared] = field(default_factory=dict)


_kept: OrderedDict[str, CachedRound] = OrderedDict()
_lock = threading.Lock()


def at_hand(code: str) -> CachedRound | None:
    """Return a round that was read a moment ago, without a query."""
    kept = _kept.get(code)
    return kept if kept is not None and time.monotonic() - kept.looked < FRESH else None


def look(code: str) -> CachedRound | None:
    """Return a round by its code, or None. It queries the database, so call it in a thread."""
    # Other requests may have waited for the same query while it was running.
    if (fresh := at_hand(code)) is not None:
        return fresh
    round_ = (
        Round.objects.select_related("place", "diagnostic__place", "diagnostic__instrument").filter(code=code).first()
    )
    if round_ is None or round_.diagnostic.instrument is None:
        return None
    version, now = _version(round_), time.monotonic()
    with _lock:
        kept = _kept.get(code)
        if kept is None or kept.version != version or now - kept.made > LASTING:
            kept = CachedRound(round_.pk, round_, version, now, now, _all_about(round_))
            _kept[code] = kept
            _kept.move_to_end(code)
            while len(_kept) > MOST_ROUNDS:
                _kept.popitem(last=False)
        kept.looked = now
    return kept


def forget() -> None:
    """Empty the cache. Tests begin with this."""
    with _lock:
        _kept.clear()


def _state(round_: Round) -> str:
    return diagnostics.state(round_, timezone.now()).value


def _version(round_: Round) -> tuple[object, ...]:
    # All columns, also those that no page shows: a list of some would miss the next one that is added.
    rows = (round_, round_.diagnostic, round_.place)
    return (_state(round_), *(getattr(row, field.attname) for row in rows for field in row._meta.concrete_fields))


def languages(round_: Round) -> tuple[str, ...]:
    """Return the languages a round can be answered in, the diagnostic's own first."""
    version = round_.diagnostic.instrument
    if version is None:
        return ()
    offered = mapping.languages(version)
    own = round_.diagnostic.language
    return tuple(dict.fromkeys((own, *offered))) if own in offered else offered


def _all_about(round_: Round) -> dict[str, PageData]:
    offered = languages(round_)
    named = tuple((code, _own_name(code)) for code in offered)
    return {code: _about(round_, code, named) for code in offered}


def _own_name(code: str) -> str:
    try:
        return str(translation.get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code


def _about(round_: Round, language: str, named: tuple[tuple[str, str], ...]) -> PageData:
    diagnostic = round_.diagnostic
    if diagnostic.instrument is None:
        raise ValueError("A round is answered after its diagnostic has an instrument.")
    is_named = diagnostic.protection == Protection.NAMED
    published = round_.revealed is not None and round_.published != Audience.TEAM
    # A questionnaire can be in a language that the pages do not have.
    with translation.override(language if language in INTERFACE else settings.LANGUAGE_CODE):
        since = hooks.since(round_)
    return PageData(
        round=round_.code,
        number=round_.number,
        place=round_.place.name,
        subject=diagnostic.subject,
        asking=diagnostic.asking,
        contact=diagnostic.contact,
        instrument=mapping.instrument(diagnostic.instrument, language),
        language=language,
        languages=named,
        viewpoints=tuple(diagnostic.viewpoints),
        groups=_groups(round_),
        protection=diagnostic.protection,
        k=diagnostic.k,
        k_words=diagnostic.k_words,
        c=diagnostic.c,
        words=diagnostic.words,
        afterwards=diagnostic.afterwards,
        opens=round_.opens,
        closes=round_.closes,
        edition=diagnostic.edition,
        state=_state(round_),
        named=is_named,
        has_open_link=not round_.personal_only and not is_named,
        shared=round_.shared_device,
        results_address=f"/r/{round_.results_code}/" if published else "",
        since=since,
        page_address=hooks.page_of(round_),
    )


def _groups(round_: Round) -> tuple[GroupQuestion, ...]:
    asked = dict(Asked.objects.filter(round=round_).values_list("choice_id", "number"))
    shown = mapping.shown_groups(round_.diagnostic)
    groups = []
    for group in round_.diagnostic.groups.prefetch_related("choices").order_by("position"):
        choices = tuple(OfferedChoice(row.number, row.label, asked.get(row.pk)) for row in group.choices.all())
        groups.append(GroupQuestion(group.code, group.question or group.name, choices, group.name in shown))
    return tuple(groups)


def in_language(kept: CachedRound, wanted: str, accepted: str) -> PageData:
    """Return what the pages say in the language the person chose, or else in the first their browser accepts."""
    offered = kept.about
    for code in (wanted, *_accepted(accepted)):
        for language in offered:
            if language.lower() == code or language.lower().split("-")[0] == code.split("-")[0] != "":
                return offered[language]
    return next(iter(offered.values()))


def _accepted(header: str) -> list[str]:
    return [part.split(";")[0].strip().lower() for part in header[:200].split(",") if part.strip()]


# Letters and length of a real code, so that `codes.spaced` lays it out in the same way.
HOLE = "C0DEG0ESHERE"
"""Placeholder in a prepared page for the private code, which each reader gets anew."""

_HOLES = (HOLE, codes.spaced(HOLE))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page rendered once: the text before the private code is compressed, and the rest is text.

    The compressor's state is copied for each reader, so that each reader costs only the few bytes from the code on.
    """

    before: bytes
    after: str
    packed: bytes
    state: zlib._Compress

    def plain(self, code: str) -> bytes:
        """Return the page with a private code, uncompressed."""
        return self.before + self._rest(code)

    def compressed(self, code: str) -> bytes:
        """Return the page with a private code, in gzip."""
        state = self.state.copy()
        return self.packed + state.compress(self._rest(code)) + state.flush()

    def _rest(self, code: str) -> bytes:
        return self.after.replace(_HOLES[0], code).replace(_HOLES[1], codes.spaced(code)).encode()


def prepare(page: str) -> Prepared:
    """Split a page where the private code first appears.

    Raises:
        ValueError: The page has no private code.
    """
    start = min((index for hole in _HOLES if (index := page.find(hole)) >= 0), default=-1)
    if start < 0:
        raise ValueError("The page has no place for the private code.")
    # 31 makes it gzip, whose checksum goes on in the copied state. The flush ends at a whole byte, so that the rest for
    # each reader can be appended (decision 11).
    state = zlib.compressobj(9, zlib.DEFLATED, 31)
    before = page[:start].encode()
    packed = state.compress(before) + state.flush(zlib.Z_SYNC_FLUSH)
    return Prepared(before, page[start:], packed, state)
