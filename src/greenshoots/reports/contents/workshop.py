"""What a room settled on: agreed scores stand beside what people gave alone, and never in its place."""

from __future__ import annotations

from collections.abc import Iterator

from greenshoots.core import translation
from greenshoots.core.instruments.model import Enabler
from greenshoots.core.results import Results, Settled
from greenshoots.reports.outline import Paragraph, Section, Table


def section(results: Results) -> tuple[Section, ...]:
    """Write what was agreed in workshops; nothing where there was none."""
    if not results.settled:
        return ()
    lead = translation.say(
        "People scored on their own, saw how scores were spread, and talked. Then they chose one score together, or "
        "left it open."
    )
    header = (translation.say("Enabler"), translation.say("Agreed score"), translation.say("Notes"))
    rows = tuple((one.enabler.title, said(one, results), one.note) for one in results.settled)
    table = Table(translation.say("Agreed scores"), header, rows, language=results.instrument.language)
    return (Section("settled", translation.say("Agreed scores"), (Paragraph(lead), table), new_page=True),)


def said(one: Settled, results: Results) -> str:
    """Say an agreed score with its words, or that there is none."""
    if one.score is None:
        return translation.say("No agreed score, and that is fine")
    return f"{one.score}: {results.instrument.scale.label(one.score)}"


def of_enabler(enabler: Enabler, results: Results) -> Iterator[Paragraph]:
    """Write what was agreed about one enabler, beside what people gave alone."""
    for one in results.settled:
        if one.enabler.id == enabler.id:
            agreed = translation.say("In the workshop: {agreed}", agreed=said(one, results))
            yield Paragraph(f"{agreed}. {one.note}" if one.note else f"{agreed}.")
