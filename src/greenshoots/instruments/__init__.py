"""Instruments that come with Greenshoots, one TOML file each, and their translations; and reading your own."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from greenshoots.core.errors import InstrumentError
from greenshoots.core.instruments import parsing
from greenshoots.core.instruments.model import Instrument

SUFFIX = ".toml"


def load(source: str | Path, *, language: str | None = None) -> Instrument:
    """Read an instrument.

    Arguments:
        source: The id of one that comes with Greenshoots, or the path of a file.
        language: A translation to read with it, from the side file ``NAME.LANGUAGE.toml`` beside it; the
            instrument's own words where it is left out.

    Raises:
        InstrumentError: there is no such instrument or translation, or its file is wrong.
    """
    folder, stem, name = _find(source)
    text = _read(folder / f"{stem}{SUFFIX}", name)
    own = parsing.parse(text, file=name)
    if language is None or language.lower() == own.language.lower():
        return own
    found = {code.lower(): code for code in _languages(folder, stem)}
    if language.lower() not in found:
        known = ", ".join(sorted({own.language, *found.values()}))
        raise InstrumentError(f"There is no translation into “{language}”. There are: {known}.", file=name)
    side = f"{stem}.{found[language.lower()]}{SUFFIX}"
    translation = parsing.SideFile(_read(folder / side, side), side, found[language.lower()])
    return parsing.parse(text, file=name, translation=translation)


def shipped() -> tuple[str, ...]:
    """Give the ids of the instruments that come with Greenshoots."""
    names = [item.name.removesuffix(SUFFIX) for item in _own().iterdir() if item.name.endswith(SUFFIX)]
    return tuple(sorted(name for name in names if "." not in name))


def languages(id: str) -> tuple[str, ...]:  # noqa: A002 - the field's own name
    """Give the languages into which an instrument that comes with Greenshoots is translated."""
    return tuple(sorted(_languages(_own(), id)))


def in_other_languages(source: str | Path, *, besides: str) -> tuple[Instrument, ...]:
    """Give an instrument in every language but one, so that answers given in any of them can be read.

    Arguments:
        source: As for `load`.
        besides: The language that is left out.

    Raises:
        InstrumentError: there is no such instrument, or one of its files is wrong.
    """
    folder, stem, name = _find(source)
    own = parsing.parse(_read(folder / f"{stem}{SUFFIX}", name), file=name)
    known = {own.language, *_languages(folder, stem)}
    return tuple(load(source, language=code) for code in sorted(known) if code.lower() != besides.lower())


def _own() -> Traversable:
    return resources.files(__name__)


def _find(source: str | Path) -> tuple[Traversable, str, str]:
    if str(source) in shipped():
        return _own(), str(source), f"{source}{SUFFIX}"
    path = Path(source)
    if not path.is_file():
        raise InstrumentError(
            f"There is no such file, and no instrument of that name. There are: {', '.join(shipped())}.",
            file=str(source),
        )
    if path.suffix != SUFFIX:
        raise InstrumentError(f"An instrument is a TOML file. Its name ends in {SUFFIX}.", file=str(source))
    return path.parent, path.stem, str(source)


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
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InstrumentError("The file is not UTF-8 text. Save it as UTF-8.", file=name) from error
    except OSError as error:
        raise InstrumentError(f"The file cannot be read: {error.strerror}.", file=name) from error
