"""The documents of a round: what each is for, its file name, and how it is made. All give the same results."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenshoots.core.results import Results
from greenshoots.reports import exchange, values
from greenshoots.reports.contents import chapters

Make = Callable[[Results], bytes | str]

KEPT = 24
"""How many documents are kept in memory. Each is some hundred kilobytes, and a PDF takes a second to set."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that people can download.

    Attributes:
        file: Its name in the address, such as ``report.pdf``.
        title: Its title on the page.
        use: What it is for, and who needs it.
        kind: Its media type.
        make: Makes it from results.
    """

    file: str
    title: str | Promise
    use: str | Promise
    kind: str
    make: Make

    @property
    def suffix(self) -> str:
        """Return the ending of its name in capitals."""
        return self.file.rpartition(".")[2].upper()


# Libraries for documents are imported when a document is made (decisions 1 and 2): pages start without them.
def _pdf(results: Results, *, large_print: bool = False) -> bytes:
    from greenshoots.reports import pdf

    return pdf.render(chapters.write(results), large_print=large_print)


def _word(results: Results, *, large_print: bool = False) -> bytes:
    from greenshoots.reports.word import docx_file

    return docx_file.render(chapters.write(results), large_print=large_print)


def _slides(results: Results) -> bytes:
    from greenshoots.reports.slides import pptx_file

    return pptx_file.render(chapters.write(results))


def _workbook(results: Results) -> bytes:
    from greenshoots.reports.workbook import xlsx_file

    return xlsx_file.render(chapters.write(results), results)


def _page(results: Results) -> str:
    from greenshoots.reports import html

    return html.render(chapters.write(results))


def _text(results: Results) -> str:
    from greenshoots.reports import plain_text

    return plain_text.render(chapters.write(results))


def _braille(results: Results) -> bytes:
    from greenshoots.reports import braille

    return braille.render(chapters.write(results))


def data(results: Results) -> str:
    """Return the numbers as the command line prints them."""
    return json.dumps(exchange.data(results), ensure_ascii=False, indent=2) + "\n"


OFFICE = "application/vnd.openxmlformats-officedocument"

ALL = (
    Document(
        "report.pdf",
        _("Report"),
        _("To print, share or take to a board meeting. Works with screen readers."),
        "application/pdf",
        _pdf,
    ),
    Document(
        "report-large-print.pdf",
        _("Report in large print"),
        _("The same report in 18 point type."),
        "application/pdf",
        lambda results: _pdf(results, large_print=True),
    ),
    Document(
        "slides.pptx",
        _("Slides"),
        _("To present in a meeting. You can edit all the text and charts."),
        f"{OFFICE}.presentationml.presentation",
        _slides,
    ),
    Document(
        "workbook.xlsx",
        _("Workbook"),
        _("All the numbers and charts, to work with in Excel or LibreOffice."),
        f"{OFFICE}.spreadsheetml.sheet",
        _workbook,
    ),
    Document(
        "report.docx",
        _("Editable report"),
        _("To edit in Word or LibreOffice: remove what you do not need and add what you decided."),
        f"{OFFICE}.wordprocessingml.document",
        _word,
    ),
    Document(
        "report-large-print.docx",
        _("Editable report in large print"),
        _("The same editable report in 18 point type."),
        f"{OFFICE}.wordprocessingml.document",
        lambda results: _word(results, large_print=True),
    ),
    Document(
        "report.html",
        _("Report as one web page"),
        _("To put on your intranet or send as a single file. It works without an internet connection."),
        "text/html; charset=utf-8",
        _page,
    ),
    Document(
        "report.txt",
        _("Report as plain text"),
        _("For emails, and for people who use a screen reader or prefer plain text."),
        "text/plain; charset=utf-8",
        _text,
    ),
    Document(
        "report.brf",
        _("Braille report"),
        _("For a Braille display or embosser."),
        "application/x-brf",
        _braille,
    ),
)


def find(file: str) -> Document | None:
    """Return the document with a file name."""
    return next((document for document in ALL if document.file == file), None)


def render(document: Document, results: Results, language: str) -> bytes:
    """Return a document, from memory where the same results were rendered earlier that day."""
    # The key is a digest of what the results say, so that a late response is never answered from memory. The language
    # is part of it because sentences are put together while a document is made.
    said = hashlib.sha256(repr(results).encode()).hexdigest()
    return _made(document, _Known(said, results), language, dt.date.today())


@dataclass(frozen=True, slots=True)
class _Known:
    """Results, with what they say as their key."""

    said: str
    results: Results

    def __hash__(self) -> int:
        return hash(self.said)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self.said == other.said


@lru_cache(KEPT)
def _made(document: Document, known: _Known, _language: str, _day: dt.date) -> bytes:
    made = document.make(known.results)
    return made.encode() if isinstance(made, str) else made


def name(results: Results, number: int, file: str) -> str:
    """Return the name of a downloaded file: ``adult-social-care-round-2-report.pdf``."""
    part = f"-{values.slug(results.everyone.name)}" if results.everyone.filter else ""
    # A subject can be long; the name of a file has to stay short.
    return f"{values.slug(results.study.subject)[:60]}-round-{number}{part}-{file}"
