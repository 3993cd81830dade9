"""Writing an archive: one ZIP with the exact rows for a machine, and sheets and questionnaires for people."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from greenshoots import __version__
from greenshoots.web.archives import queries, sheets
from greenshoots.web.archives.schema import BY_NAME, TABLES
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import queries as releases
from greenshoots.web.meet.workshops import queries as workshops
from greenshoots.web.meet.workshops.models import Workshop
from greenshoots.web.show.results import block_export

if TYPE_CHECKING:
    from greenshoots.web.archives.queries import Rows
    from greenshoots.web.base.places.models import Place

FORMAT = "greenshoots-archive/1"
NAME = "archive.json"


@transaction.atomic
def archive(place: Place, today: dt.date) -> bytes:
    """Return everything that may be exported of a place, as one ZIP."""
    rows = queries.rows(place)
    # The name is taken from the rows, so that all files name the place as it was when the rows were read.
    files = {NAME: document(rows, today), "README.txt": _read_me(rows, today)}
    files |= {f"sheets/{name}": text for name, text in (*sheets.all_of(rows), *_results(place), *_agreed(place))}
    files |= dict(_instruments(rows))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in files.items():
            # With the day alone: by default each file gets the second of its packing, and no archive equals another.
            info = zipfile.ZipInfo(name, (today.year, today.month, today.day, 0, 0, 0))
            # A ZipInfo brings its own way to compress, and that is none unless it is named here.
            zipped.writestr(info, text, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def document(rows: Rows, today: dt.date) -> str:
    """Return the text of `archive.json`."""
    content: dict[str, Any] = {"format": FORMAT, "made_on": today.isoformat(), "made_with": __version__, "tables": rows}
    return json.dumps(content, ensure_ascii=False, indent=1)


def file_name(place: Place, today: dt.date) -> str:
    """Return the file name of an archive."""
    return f"{slugify(place.name) or place.code}-{today.isoformat()}.zip"


def _results(place: Place) -> Iterator[tuple[str, str]]:
    for round_ in Round.objects.filter(place=place).select_related("diagnostic__instrument"):
        if round_.releases.exists():
            yield f"blocks-{round_.code}.csv", block_export.write(releases.releases_of(round_))


def _agreed(place: Place) -> Iterator[tuple[str, str]]:
    """Yield the sheet of scores agreed in workshops; `archive.json` has them only inside the log of each workshop."""
    lines = [
        (workshop.title, enabler, agreed.score, agreed.note)
        for workshop in Workshop.objects.filter(place=place).order_by("pk")
        for enabler, agreed in workshops.state(workshop).agreed.items()
    ]
    if lines:
        yield "agreed.csv", sheets.write(("workshop", "enabler", "score", "note"), lines)


def _instruments(rows: Rows) -> Iterator[tuple[str, str]]:
    for row in rows["instruments"]:
        name = f"instruments/{slugify(row['name'])}-{row['code']}"
        yield f"{name}.toml", row["text"]
        for language, text in row["translations"].items():
            yield f"{name}.{slugify(language)}.toml", text


def _read_me(rows: Rows, today: dt.date) -> str:
    title = _("%(place)s: archive from %(day)s") % {
        "place": sheets.name_of(BY_NAME["place"], 0, rows),
        "day": today.isoformat(),
    }
    lines = [
        title,
        "",
        _("archive.json: all the data in this archive, to import the place into another Greenshoots site."),
        _("instruments: the questionnaires, as files that Greenshoots can read."),
        _("sheets: the same tables to open in any spreadsheet. Greenshoots cannot import these."),
        "",
        *(f"  {table.name}.csv: {table.says}" for table in TABLES if rows[table.name]),
        _("  blocks-….csv: the results of a round, as counts."),
        _("  agreed.csv: the scores that people agreed on in workshops."),
        "",
        _(
            "Not included: responses whose results have not been shown yet, comments that are not shown because too "
            "few people have written, personal links, private codes and passwords."
        ),
        _("Keep this file safe. It holds names, e-mail addresses and comments that only facilitators can read."),
        "",
        _("The format is described in docs/reference/archive.md."),
    ]
    return "\n".join(lines) + "\n"
