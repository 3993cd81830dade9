"""Asks as documents to send: the same outline as PDF and as a Word file."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from greenshoots import speech
from greenshoots.core import translation
from greenshoots.reports.outline import Outline, Paragraph, Section
from greenshoots.web.act.asks.models import Ask, Bundle
from greenshoots.web.act.priorities import queries as priority_queries

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


LINES = 6
"""Ruled lines for an answer by hand."""


def render(outline: Outline, kind: str, language: str) -> bytes:
    """Render a document; `kind` is one of `KINDS`."""
    # Imported when a document is made: the typesetter and Word's library are heavy (decision 1).
    from greenshoots.reports import pdf
    from greenshoots.reports.word import docx_file

    with translation.using(speech.voice(language)):
        # An ask fits on one page in Word, without a list of contents and the page break that it brings.
        return pdf.render(outline) if kind == "pdf" else docx_file.render(outline, contents=False)


def of_ask(ask: Ask) -> Outline:
    """Return the outline of an ask, for the organisation that is asked."""
    facts = [
        (_("To"), ask.of_whom or (ask.body.name if ask.body else "")),
        (_("From"), ask.place.name),
        (_("Level"), str(ask.get_level_display())),
        (_("Contact"), ask.owner),
        (_("Sent"), date_format(ask.sent_on) if ask.sent_on else ""),
        (_("Answer needed by"), date_format(ask.wanted_by) if ask.wanted_by else ""),
    ]
    sections = [Section("context", _("Why it matters"), paragraphs(ask.context))] if ask.context.strip() else []
    if ask.priority:
        sections.append(_strengthens(ask))
    return Outline(
        title=ask.need,
        subtitle=_("An ask from %(place)s") % {"place": ask.place.name},
        facts=tuple((label, value) for label, value in facts if value),
        # An ask never carries the finding: results leave through a release only.
        footer=_("This document does not contain any individual responses to a diagnostic."),
        sections=(*sections, _answer(ask)),
    )


def _strengthens(ask: Ask) -> Section:
    enabler = priority_queries.enabler(ask.priority) if ask.priority else None
    name = enabler.title if enabler else ""
    return Section("strengthens", _("The priority it supports"), (Paragraph(name),))


def _answer(ask: Ask) -> Section:
    if not ask.answered_on:
        prompt = _("What can you do, and by when? If you cannot do this, what is in the way, and who else could help?")
        return Section("answer", _("Your answer"), (Paragraph(prompt, "prompt", lines=LINES),))
    values = {"reply": ask.get_reply_display(), "who": ask.answered_by, "day": date_format(ask.answered_on)}
    opening = Paragraph(_("%(reply)s. %(who)s, %(day)s.") % values)
    followed = paragraphs(ask.followed) if ask.followed.strip() else ()
    more = (Section("followed", _("Follow-up"), followed),) if followed else ()
    return Section("answer", _("The answer"), (opening, *paragraphs(ask.answer)), more)


def of_bundle(bundle: Bundle, asks: Iterable[Ask]) -> Outline:
    """Return the outline of a bundle: each place's ask in its own words, in the order of the places' names."""
    listed = list(asks)
    sections = tuple(
        Section(f"ask-{number}", ask.place.name, (Paragraph(ask.need, "lead"), *paragraphs(ask.context), *_told(ask)))
        for number, ask in enumerate(listed, start=1)
    )
    return Outline(
        title=bundle.title,
        subtitle=_("Asks to %(place)s") % {"place": bundle.place.name},
        facts=((_("To"), bundle.place.name), (_("Asks"), str(len(listed)))),
        # A body may pass this document on, so it says itself that the order means nothing (decision 16).
        footer=_("Places are listed alphabetically. They are not ranked."),
        sections=sections,
    )


def _told(ask: Ask) -> Iterable[Paragraph]:
    if ask.owner:
        yield Paragraph(_("Contact: %(owner)s") % {"owner": ask.owner}, "note")
    if ask.answered_on:
        yield Paragraph(_("Answered: %(reply)s") % {"reply": ask.get_reply_display()})
        yield from paragraphs(ask.answer)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return running text as paragraphs, one for each line."""
    return tuple(Paragraph(line.strip()) for line in text.splitlines() if line.strip())
