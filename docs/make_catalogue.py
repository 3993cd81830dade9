"""Gather all messages of results and pages, and update the catalogue of each language with them.

    python docs/make_catalogue.py            update each catalogue, and pack it for the program
    python docs/make_catalogue.py --check    list those that are out of date or wrong, and exit with status 1

Translate in the .po files with any editor for them, then run it again. Messages without one appear in English.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog, Message
from django.utils.translation import template

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "greenshoots"

SPOKEN = {"say": 1, "mark": 1, "say_plural": 2, "Field": 2}
"""How many of the first arguments are messages. The two of `say_plural` are one message; a `Field` has two."""

SEPARATORS = (("between thousands", ","), ("before decimals", "."))
"""The marks within numbers, with their contexts."""

KEYWORDS = {**extract.DEFAULT_KEYWORDS, "gettext_lazy": None, "gettext_noop": None}
KEYWORDS |= {"ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2), "npgettext_lazy": ((1, "c"), 2, 3)}

PLURALS = {"cy": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5)")}
"""The plural forms of each language, from the Unicode CLDR."""


class Kept(Catalog):
    """A catalogue whose header has no dates and no name of a tool, so that it changes only with its messages."""

    @property
    def num_plurals(self) -> int:
        """Return how many plural forms the language has."""
        return PLURALS[str(self.locale)][0]

    @property
    def plural_expr(self) -> str:
        """Return the expression that chooses the form for a number."""
        return PLURALS[str(self.locale)][1]

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the lines of the header."""
        return [
            ("Project-Id-Version", "greenshoots"),
            ("Language", str(self.locale)),
            ("Language-Team", self.language_team),
            ("Plural-Forms", f"nplurals={self.num_plurals}; plural={self.plural_expr};"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


@dataclass(frozen=True)
class Found:
    """A message and the file it is in."""

    words: str | tuple[str, ...]
    file: str
    context: str | None = None


def results() -> Iterator[Found]:
    """Yield the messages of documents and charts."""
    for context, mark in SEPARATORS:
        yield Found(mark, "core/translation.py", context)
    for path in sorted(path for room in ("core", "charts", "reports") for path in (SOURCE / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from (Found(words, path.relative_to(SOURCE).as_posix()) for words in _spoken(node))


def _spoken(call: ast.Call) -> Iterator[str | tuple[str, str]]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    first = call.args[: SPOKEN.get(name, 0)]
    texts = [part.value for part in first if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if name == "say_plural" and len(texts) == 2:
        yield texts[0], texts[1]
    else:
        yield from filter(None, texts)


def pages() -> Iterator[Found]:
    """Yield the messages of pages and e-mails."""
    web = SOURCE / "web"
    for path in sorted(path for path in web.rglob("*") if path.suffix in {".py", ".html", ".txt"}):
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # What surrounds the messages is blanked out but keeps its indent, which Python would trip over.
            text = "\n".join(line.strip() for line in template.templatize(text).splitlines())
        for _, words, _, context in extract.extract("python", io.BytesIO(text.encode()), KEYWORDS):
            yield Found(words, path.relative_to(web).as_posix(), context)


DOMAINS: tuple[tuple[Path, str, Callable[[], Iterator[Found]]], ...] = (
    (SOURCE / "speech", "greenshoots", results),
    (SOURCE / "web" / "locale", "django", pages),
)


def gathered(found: Iterator[Found]) -> Catalog:
    """Build a catalogue of messages, each with the files it comes from."""
    catalogue = Catalog(project="greenshoots", charset="utf-8")
    for message in found:
        catalogue.add(message.words, context=message.context, locations=[(message.file, 0)])
    return catalogue


def updated(path: Path, messages: Catalog) -> Catalog:
    """Return the current messages with the translations that a catalogue has for them."""
    with path.open("rb") as file:
        old = pofile.read_po(file, locale=path.parent.parent.name)
    new = Kept(locale=old.locale, header_comment=old.header_comment, language_team=old.language_team)
    new.fuzzy = False
    for message in messages:
        known = old.get(message.id, message.context)
        if message.id:
            new.add(
                message.id,
                string=known.string if known else None,
                locations=message.locations,
                context=message.context,
                user_comments=known.user_comments if known else (),
            )
    return new


def still_english(message: Message) -> bool:
    """Check whether a message has no translation, or a translation without all its forms."""
    return not message.string or not all(message.string)


def places(text: str) -> list[str]:
    """Return the placeholders of a message: {name} in results, %(name)s on pages, a bare %s in a library's messages.

    >>> places("{n} of {people}"), places("%(n)s%% of %(place)s"), places("100%% of %s")
    (['n', 'people'], ['n', 'place'], ['%s'])
    """
    found = re.findall(r"\{(\w+)\}|%\((\w+)\)s|((?<!%)%s)", text)
    return sorted({name for names in found for name in names if name})


def astray(message: Message) -> bool:
    """Check whether a translation has other placeholders than its source."""
    wanted, words = set(places(_forms(message.id)[-1])), _forms(message.string)
    for position, text in enumerate(words):
        put_in = set(places(text))
        # Each form but the last is for one or a few numbers, and may say its number as a word.
        may_lack = 1 if position < len(words) - 1 else 0
        if text and (put_in - wanted or len(wanted - put_in) > may_lack):
            return True
    return False


def _forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text or ""] if isinstance(text, str) or text is None else list(text)


def packed(catalogue: Catalog) -> tuple[bytes, bytes]:
    """Return a catalogue as files: the text to edit, and the binary form for the program."""
    written, compiled = io.BytesIO(), io.BytesIO()
    pofile.write_po(written, catalogue, width=120, include_lineno=False, sort_by_file=True)
    mofile.write_mo(compiled, catalogue)
    return written.getvalue(), compiled.getvalue()


def bring(path: Path, messages: Catalog, *, check: bool) -> bool:
    """Write one catalogue, or only check it. Return whether its translations are right and it is up to date."""
    catalogue, name = updated(path, messages), path.relative_to(ROOT)
    wrong = [message.id for message in catalogue if message.id and astray(message)]
    for message in wrong:
        click.echo(f"{name}: the placeholders differ: {message}")
    stale = False
    for file, content in zip((path, path.with_suffix(".mo")), packed(catalogue), strict=True):
        if not file.exists() or file.read_bytes() != content:
            stale = True
            click.echo(f"{file.relative_to(ROOT)} {'is out of date' if check else 'was written'}.")
            if not check:
                file.write_bytes(content)
    missing = sum(1 for message in catalogue if message.id and still_english(message))
    click.echo(f"{name}: {len(catalogue)} messages, {missing} still in English.")
    return not wrong and not (stale and check)


def main() -> None:
    """Write the catalogues, or list those that are out of date or wrong."""
    check, well = "--check" in sys.argv, True
    for folder, domain, found in DOMAINS:
        messages = gathered(found())
        for path in sorted(folder.glob(f"*/LC_MESSAGES/{domain}.po")):
            well &= bring(path, messages, check=check)
    raise SystemExit(0 if well else 1)


if __name__ == "__main__":
    main()
