"""Agreed scores from workshops, shown alongside individual scores and never instead of them."""

from __future__ import annotations

from collections.abc import Iterator

from greenshoots.core import translation
from greenshoots.core.instruments.model import Enabler
from greenshoots.core.results import Results, Settled
from greenshoots.reports.outline import Paragraph, Section, Table


def section(results: Results) -> tuple[Section, ...]:
    """Write the agreed scores of workshops; no section if there was no workshop."""
    if not results.settled:
        return ()
    lead = translation.say(
        "People scored on their own, saw how scores were spread, and talked. Then they chose one score together, or "
        "left it open."
    )
    header = (translation.say("Enabler"), translation.say("Agreed score"), translation.say("Notes"))
    rows = tuple((settled.enabler.title, said(settled, results), settled.note) for settled in results.settled)
    table = Table(translation.say("Agreed scores"), header, rows, language=results.instrument.language)
    return (Section("settled", translation.say("Agreed scores"), (Paragraph(lead), table), new_page=True),)


def said(settled: Settled, results: Results) -> str:
    """Return an agreed score with its label, or a note that there is none."""
    if settled.score is None:
        return translation.say("No agreed score")
    return f"{settled.score}: {results.instrument.scale.label(settled.score)}"


def of_enabler(enabler: Enabler, results: Results) -> Iterator[Paragraph]:
    """Write the agreed scores for one enabler."""
    for settled in results.settled:
        if settled.enabler.id == enabler.id:
            agreed = translation.say("In the workshop: {agreed}", agreed=said(settled, results))
            yield Paragraph(f"{agreed}. {settled.note}" if settled.note else f"{agreed}.")
