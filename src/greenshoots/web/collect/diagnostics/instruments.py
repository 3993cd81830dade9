"""Store the instruments of a place: built in, uploaded or local versions. A stored version never changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from greenshoots import uploads
from greenshoots.core.errors import InstrumentError
from greenshoots.core.instruments import parsing
from greenshoots.core.instruments.model import Enabler, Instrument, Statement
from greenshoots.core.instruments.serialising import to_toml
from greenshoots.uploads import instrument as tried
from greenshoots.web.base.places.models import Place
from greenshoots.web.base.site.errors import BusyError
from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics.models import InstrumentVersion

BUILT_IN = "enabling-conditions"
LARGEST = 512 * 1024
LONGEST_ID = 60


def of_place(place: Place) -> QuerySet[InstrumentVersion]:
    """Return the instruments that a place has used or uploaded, the newest of each title first."""
    return InstrumentVersion.objects.filter(place=place).order_by("title", "-id")


def built_in(place: Place) -> InstrumentVersion:
    """Return the built-in instrument as the place stores it; store it first where this version is new."""
    folder = resources.files("greenshoots.instruments")
    text = (folder / f"{BUILT_IN}.toml").read_text(encoding="utf-8")
    own = parsing.parse(text, file=f"{BUILT_IN}.toml")
    stored = InstrumentVersion.objects.filter(place=place, name=own.id, version=own.version, local=False).first()
    if stored is not None:
        return stored
    side_files = {}
    for file in folder.iterdir():
        if (match := re.fullmatch(rf"{BUILT_IN}\.([\w-]+)\.toml", file.name)) is not None:
            side_files[match[1]] = file.read_text(encoding="utf-8")
    return _store(place, own, text, side_files, local=False)


def _store(
    place: Place, own: Instrument, text: str, translations: Mapping[str, str], *, local: bool
) -> InstrumentVersion:
    """Store an instrument, or return the stored version with the same words and translations."""
    same = InstrumentVersion.objects.filter(place=place, name=own.id, version=own.version, text=text, local=local)
    for version in same:
        if version.translations == dict(translations):
            return version
    return InstrumentVersion.objects.create(
        place=place,
        name=own.id,
        version=own.version,
        title=own.title,
        language=own.language,
        text=text,
        translations=dict(translations),
        local=local,
    )


def read(content: bytes, name: str) -> tuple[Instrument, str]:
    """Read an uploaded instrument file.

    Raises:
        InstrumentError: with the line and what is wrong there.
    """
    text = _decoded(content, name)
    # Parsed twice: the separate process shows that the file does no harm, and its reply is not believed (decision 23).
    _try(text, name)
    return parsing.parse(text, file=name), text


def _try(text: str, name: str, side: parsing.SideFile | None = None) -> None:
    """Parse an uploaded file in a separate process first: a hostile file may take all memory or time."""
    try:
        tried.check(text, name, side)
    except uploads.UnreadableError as error:
        if error.why == uploads.BUSY:
            raise BusyError from error
        raise InstrumentError(
            _("This file took too much memory or time to read, so nothing was saved. Check the file."),
            file=side.file if side else name,
        ) from error


def bring_in(place: Place, content: bytes, name: str, sides: Sequence[tuple[bytes, str]] = ()) -> InstrumentVersion:
    """Store an uploaded instrument with its translations.

    Raises:
        InstrumentError: the file or a translation is not valid. Nothing is stored.
    """
    own, text = read(content, name)
    return _store(place, own, text, dict(side_file(text, name, *side) for side in sides), local=False)


def side_file(text: str, name: str, side: bytes, side_name: str) -> tuple[str, str]:
    """Read a translation of an instrument file and return its language and its text.

    Raises:
        InstrumentError: with the line and what is wrong there.
    """
    code, side_text = _language_of(side_name), _decoded(side, side_name)
    translation = parsing.SideFile(side_text, side_name, code)
    _try(text, name, translation)
    parsing.parse(text, file=name, translation=translation)
    return code, side_text


def translate(version: InstrumentVersion, side: bytes, side_name: str) -> InstrumentVersion:
    """Store an instrument with another translation; diagnostics that use the present version keep it.

    Raises:
        InstrumentError: the translation is not valid. Nothing is stored.
    """
    code, side_text = side_file(version.text, f"{version.name}.toml", side, side_name)
    own = mapping.instrument(version)
    return _store(version.place, own, version.text, version.translations | {code: side_text}, local=version.local)


def translations(version: InstrumentVersion) -> dict[str, str]:
    """Return all translations that the place stores of the same text; those of this version take precedence."""
    by_language: dict[str, str] = {}
    same = InstrumentVersion.objects.filter(place=version.place, name=version.name, text=version.text)
    for stored in (*same.order_by("pk"), version):
        by_language |= stored.translations
    return by_language


def offer(version: InstrumentVersion, languages: Collection[str]) -> InstrumentVersion:
    """Return an instrument with only these of its translations; its own language always stays."""
    chosen = {code: text for code, text in translations(version).items() if code in languages}
    if chosen == version.translations:
        return version
    return _store(version.place, mapping.instrument(version), version.text, chosen, local=version.local)


def _language_of(name: str) -> str:
    """Return the language in the name of a side file."""
    parts = name.split(".")
    if len(parts) < 3 or not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", parts[-2]):
        raise InstrumentError(
            _("Include the language in the file name, for example enabling-conditions.cy.toml for Welsh."), file=name
        )
    return parts[-2]


def _decoded(content: bytes, name: str) -> str:
    if len(content) > LARGEST:
        raise InstrumentError(
            _("The file is too large for a questionnaire. Check that you chose the right file."), file=name
        )
    # With “-sig”, since Notepad on Windows writes a byte order mark at the start of a file.
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InstrumentError(_("The file is not UTF-8 text. Save it as UTF-8 and try again."), file=name) from error


@dataclass(frozen=True, slots=True)
class Local:
    """An enabler that a place adds."""

    title: str
    group: str
    statements: tuple[str, ...]
    axis: str = ""


def adapt(
    version: InstrumentVersion, statements: Mapping[str, str], local: Sequence[Local], *, title: str = ""
) -> InstrumentVersion:
    """Store a local version with reworded statements and local enablers.

    Arguments:
        statements: The new text of statements by name, such as ``systems-mindset.2``; other statements stay.

    Returns:
        The local version. It has no translations, because those of the original do not match the new text.

    Raises:
        InstrumentError: the local version would not be a valid instrument.
    """
    own = mapping.instrument(version)
    reworded = tuple(_reworded(enabler, statements) for enabler in own.enablers)
    taken = {enabler.id for enabler in own.enablers}
    added: list[Enabler] = []
    for entry in local:
        name = _free_id(entry.title, taken)
        taken.add(name)
        number = max(enabler.number for enabler in own.enablers) + len(added) + 1
        texts = tuple(Statement(text) for text in entry.statements)
        axis = entry.axis or entry.title
        added.append(Enabler(name, number, entry.group, entry.title, axis, texts, local=True))
    copy = replace(
        own,
        title=title or own.title,
        version=_next_version(version),
        enablers=_in_groups(own, (*reworded, *added)),
    )
    text = to_toml(copy)
    # Read back before it is stored: a stored file never changes, so one that cannot be read would stay.
    parsed = parsing.parse(text, file=f"{copy.id}.toml")
    return _store(version.place, parsed, text, {}, local=True)


def _reworded(enabler: Enabler, statements: Mapping[str, str]) -> Enabler:
    reworded = []
    for number, statement in enumerate(enabler.statements, start=1):
        text = statements.get(f"{enabler.id}.{number}", statement.text).strip()
        reworded.append(replace(statement, text=text or statement.text))
    return replace(enabler, statements=tuple(reworded))


def _in_groups(own: Instrument, enablers: Sequence[Enabler]) -> tuple[Enabler, ...]:
    """Sort local enablers to the end of their groups and renumber all enablers in that order."""
    ordered = [enabler for group in own.groups for enabler in enablers if enabler.group == group.id]
    return tuple(replace(enabler, number=place) for place, enabler in enumerate(ordered, start=1))


def _free_id(title: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = "local-" + (re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-") or "enabler")
    name, count = base, 2
    while name in taken:
        name, count = f"{base}-{count}", count + 1
    return name


def _next_version(version: InstrumentVersion) -> str:
    """Return a version that no other instrument of the place has: that of the original and a number."""
    # The highest key grows with each stored version, so no two local versions get the same number.
    base = version.version.split("+")[0]
    number = InstrumentVersion.objects.filter(place=version.place, name=version.name).aggregate(last=Max("pk"))["last"]
    return f"{base}+{number or 1}"
