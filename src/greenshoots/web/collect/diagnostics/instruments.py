"""What a diagnostic asks: the built-in instrument, a file, or a copy that a place adapted. Each is kept as it stood."""

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
    """Give the instruments that a place has used or brought in, the newest of each first."""
    return InstrumentVersion.objects.filter(place=place).order_by("title", "-id")


def built_in(place: Place) -> InstrumentVersion:
    """Give the instrument that ships, as the place keeps it; made where the place has none of this version yet."""
    folder = resources.files("greenshoots.instruments")
    text = (folder / f"{BUILT_IN}.toml").read_text(encoding="utf-8")
    own = parsing.parse(text, file=f"{BUILT_IN}.toml")
    found = InstrumentVersion.objects.filter(place=place, name=own.id, version=own.version, local=False).first()
    if found is not None:
        return found
    sides = {}
    for file in folder.iterdir():
        if (match := re.fullmatch(rf"{BUILT_IN}\.([\w-]+)\.toml", file.name)) is not None:
            sides[match[1]] = file.read_text(encoding="utf-8")
    return _keep(place, own, text, sides, local=False)


def _keep(
    place: Place, own: Instrument, text: str, translations: Mapping[str, str], *, local: bool
) -> InstrumentVersion:
    """Keep an instrument as it stands; what the place holds already, word for word, is not kept twice."""
    same = InstrumentVersion.objects.filter(place=place, name=own.id, version=own.version, text=text, local=local)
    for found in same:
        if found.translations == dict(translations):
            return found
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
    """Read an instrument file that somebody brings.

    Raises:
        InstrumentError: with the line and what is wrong there.
    """
    text = _decoded(content, name)
    _try(text, name)
    return parsing.parse(text, file=name), text


def _try(text: str, name: str, side: parsing.SideFile | None = None) -> None:
    """Parse a file that somebody brings in a process of its own, before it is parsed here."""
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
    """Keep an instrument that somebody brings, with translations.

    Raises:
        InstrumentError: the file, or a translation, is wrong. Nothing is kept.
    """
    own, text = read(content, name)
    return _keep(place, own, text, dict(side_file(text, name, *side) for side in sides), local=False)


def side_file(text: str, name: str, side: bytes, side_name: str) -> tuple[str, str]:
    """Read a translation of an instrument file: its language, and its text.

    Raises:
        InstrumentError: with the line and what is wrong there.
    """
    code, written = _language_of(side_name), _decoded(side, side_name)
    translation = parsing.SideFile(written, side_name, code)
    _try(text, name, translation)
    parsing.parse(text, file=name, translation=translation)
    return code, written


def translate(version: InstrumentVersion, side: bytes, side_name: str) -> InstrumentVersion:
    """Keep an instrument with one more translation; the first stays as it stood for whoever asks it.

    Raises:
        InstrumentError: the translation is wrong. Nothing is kept.
    """
    code, written = side_file(version.text, f"{version.name}.toml", side, side_name)
    own = mapping.instrument(version)
    return _keep(version.place, own, version.text, version.translations | {code: written}, local=version.local)


def translations(version: InstrumentVersion) -> dict[str, str]:
    """Give every translation that the place holds of the same words; those of this version count first."""
    found: dict[str, str] = {}
    same = InstrumentVersion.objects.filter(place=version.place, name=version.name, text=version.text)
    for one in (*same.order_by("pk"), version):
        found |= one.translations
    return found


def offer(version: InstrumentVersion, languages: Collection[str]) -> InstrumentVersion:
    """Give an instrument with these translations only, of those that the place holds; its own language stays."""
    chosen = {code: text for code, text in translations(version).items() if code in languages}
    if chosen == version.translations:
        return version
    return _keep(version.place, mapping.instrument(version), version.text, chosen, local=version.local)


def _language_of(name: str) -> str:
    """Give the language a side file is named after."""
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
    """Keep a copy in which statements are reworded and local enablers added.

    Arguments:
        statements: The new words of statements by name, such as ``systems-mindset.2``; those left out stay.

    Returns:
        A version of its own. Translations of the first do not say the new words, so they are left behind.

    Raises:
        InstrumentError: the copy would be no instrument.
    """
    own = mapping.instrument(version)
    reworded = tuple(_reworded(enabler, statements) for enabler in own.enablers)
    taken = {enabler.id for enabler in own.enablers}
    added: list[Enabler] = []
    for one in local:
        name = _free(one.title, taken)
        taken.add(name)
        number = max(enabler.number for enabler in own.enablers) + len(added) + 1
        said = tuple(Statement(text) for text in one.statements)
        added.append(Enabler(name, number, one.group, one.title, one.axis or one.title, said, local=True))
    copy = replace(
        own,
        title=title or own.title,
        version=_next(version),
        enablers=_in_groups(own, (*reworded, *added)),
    )
    text = to_toml(copy)
    parsed = parsing.parse(text, file=f"{copy.id}.toml")
    return _keep(version.place, parsed, text, {}, local=True)


def _reworded(enabler: Enabler, statements: Mapping[str, str]) -> Enabler:
    said = []
    for number, statement in enumerate(enabler.statements, start=1):
        text = statements.get(f"{enabler.id}.{number}", statement.text).strip()
        said.append(replace(statement, text=text or statement.text))
    return replace(enabler, statements=tuple(said))


def _in_groups(own: Instrument, enablers: Sequence[Enabler]) -> tuple[Enabler, ...]:
    """Put local enablers at the end of their groups and number all of them anew, for numbers follow the order."""
    ordered = [enabler for group in own.groups for enabler in enablers if enabler.group == group.id]
    return tuple(replace(enabler, number=place) for place, enabler in enumerate(ordered, start=1))


def _free(title: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = "local-" + (re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-") or "enabler")
    name, more = base, 2
    while name in taken:
        name, more = f"{base}-{more}", more + 1
    return name


def _next(version: InstrumentVersion) -> str:
    """Give the copy a version that no other of the place has: the first one's, and a number."""
    base = version.version.split("+")[0]
    number = InstrumentVersion.objects.filter(place=version.place, name=version.name).aggregate(last=Max("pk"))["last"]
    return f"{base}+{number or 1}"
