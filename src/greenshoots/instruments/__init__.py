"""Read the instruments that come with Greenshoots, one TOML file each with translations alongside, and other files.

The folder `earlier` keeps each earlier version as it was, in a folder named after the version. Files of answers and
published results still use its words.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from greenshoots.core.errors import InstrumentError
from greenshoots.core.instruments import parsing
from greenshoots.core.instruments.model import Instrument

SUFFIX = ".toml"
EARLIER = "earlier"


def load(source: str | Path, *, language: str | None = None, version: str | None = None) -> Instrument:
    """Read an instrument.

    Arguments:
        source: The id of an instrument that comes with Greenshoots, or the path of a file.
        language: The translation to use, from the file ``NAME.LANGUAGE.toml`` in the same folder; the instrument's
            own language by default.
        version: An earlier version of an instrument that comes with Greenshoots; the newest by default.

    Raises:
        InstrumentError: the instrument, version or translation does not exist, or its file is wrong.
    """
    folder, stem, name = _find(source) if version is None else _find_earlier(str(source), version)
    text = _read(folder / f"{stem}{SUFFIX}", name)
    own = parsing.parse(text, file=name)
    if language is None or language.lower() == own.language.lower():
        return own
    codes = {code.lower(): code for code in _languages(folder, stem)}
    if language.lower() not in codes:
        known = ", ".join(sorted({own.language, *codes.values()}))
        raise InstrumentError(f"There is no translation into “{language}”. Choose one of: {known}.", file=name)
    code = codes[language.lower()]
    side = f"{stem}.{code}{SUFFIX}"
    translation = parsing.SideFile(_read(folder / side, side), side, code)
    return parsing.parse(text, file=name, translation=translation)


def shipped() -> tuple[str, ...]:
    """Return the ids of the instruments that come with Greenshoots."""
    # A second dot in a name belongs to a translation, such as `enabling-conditions.cy.toml`.
    names = [item.name.removesuffix(SUFFIX) for item in _own().iterdir() if item.name.endswith(SUFFIX)]
    return tuple(sorted(name for name in names if "." not in name))


def languages(id: str) -> tuple[str, ...]:  # noqa: A002 - the field's own name
    """Return the languages into which an instrument that comes with Greenshoots is translated."""
    return tuple(sorted(_languages(_own(), id)))


def earlier_versions(id: str) -> tuple[str, ...]:  # noqa: A002 - the field's own name
    """Return the earlier versions of an instrument that comes with Greenshoots, oldest first."""
    folders = (_own() / EARLIER).iterdir()
    versions = [folder.name for folder in folders if (folder / f"{id}{SUFFIX}").is_file()]
    # By number, so that 1.10 comes after 1.9.
    return tuple(sorted(versions, key=lambda version: [int(part) for part in version.split(".")]))


def wordings(instrument: Instrument) -> tuple[Instrument, ...]:
    """Return an instrument that comes with Greenshoots in all its versions and languages; nothing for any other.

    A form made with an earlier version has the earlier statements as its headers. A place's copy with changed
    statements has no other wordings, even under the same id: what it asks may mean something else.
    """
    every = _every_wording(instrument.id) if instrument.id in shipped() else ()
    return every if any(instrument.enablers == known.enablers for known in every) else ()


def in_other_languages(source: str | Path, *, besides: str) -> tuple[Instrument, ...]:
    """Return an instrument in all its languages except one, so that answers given in any of them can be read.

    Arguments:
        source: As for `load`.
        besides: The language to leave out.

    Raises:
        InstrumentError: the instrument does not exist, or one of its files is wrong.
    """
    folder, stem, name = _find(source)
    own = parsing.parse(_read(folder / f"{stem}{SUFFIX}", name), file=name)
    known = {own.language, *_languages(folder, stem)}
    return tuple(load(source, language=code) for code in sorted(known) if code.lower() != besides.lower())


@lru_cache
def _every_wording(id: str) -> tuple[Instrument, ...]:  # noqa: A002 - the field's own name
    folders: dict[str | None, Traversable] = {None: _own()}
    folders |= {version: _own() / EARLIER / version for version in earlier_versions(id)}
    return tuple(
        load(id, language=language, version=version)
        for version, folder in folders.items()
        for language in (None, *sorted(_languages(folder, id)))
    )


def _own() -> Traversable:
    return resources.files(__name__)


def _find(source: str | Path) -> tuple[Traversable, str, str]:
    if str(source) in shipped():
        return _own(), str(source), f"{source}{SUFFIX}"
    path = Path(source)
    if not path.is_file():
        raise InstrumentError(
            "There is no such file, and no questionnaire of this name comes with Greenshoots. "
            f"Choose from: {', '.join(shipped())}.",
            file=str(source),
        )
    if path.suffix != SUFFIX:
        raise InstrumentError(f"A questionnaire is a TOML file. Its name ends in {SUFFIX}.", file=str(source))
    return path.parent, path.stem, str(source)


def _find_earlier(id: str, version: str) -> tuple[Traversable, str, str]:  # noqa: A002 - the field's own name
    known = earlier_versions(id) if id in shipped() else ()
    if version not in known:
        raise InstrumentError(f"There is no earlier version “{version}” of this questionnaire.", file=id)
    return _own() / EARLIER / version, id, f"{id}{SUFFIX}, version {version}"


def _languages(folder: Traversable, stem: str) -> list[str]:
    return [
        item.name[len(stem) + 1 : -len(SUFFIX)]
        for item in folder.iterdir()
        if item.name.startswith(f"{stem}.")
        and item.name.endswith(SUFFIX)
        and len(item.name) > len(stem) + 1 + len(SUFFIX)
    ]


def _read(file: Traversable, name: str) -> str:
    try:
        # Some editors put a mark at the start of UTF-8 files, which the TOML reader would refuse.
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InstrumentError("The file is not UTF-8 text. Save it as UTF-8.", file=name) from error
    except OSError as error:
        raise InstrumentError(f"The file cannot be read: {error.strerror}.", file=name) from error
