"""Files to download: documents, charts and data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from greenshoots.charts import png
from greenshoots.reports import pictures
from greenshoots.web.collect.releases import queries
from greenshoots.web.show.results import block_export as block_table
from greenshoots.web.show.results import documents as library
from greenshoots.web.show.results import views

if TYPE_CHECKING:
    from django.http import HttpRequest

    from greenshoots.web.show.results.selection import Look


@require_safe
@views.spoken
def documents(request: HttpRequest, **address: Any) -> HttpResponse:
    """List the documents, charts and data files."""
    selected = views.select(request, **address)
    listed = [{"document": document, "url": selected.url("document", document.file)} for document in library.ALL]
    charts = [
        {
            "caption": picture.caption,
            "svg": selected.url("picture", f"{name}.svg"),
            "png": selected.url("picture", f"{name}.png"),
        }
        for name, picture in pictures.draw_all(selected.results).items()
    ]
    numbers = {"data": selected.url("data"), "blocks": selected.url("blocks")}
    return views.page(request, selected, "documents", documents=listed, pictures=charts, **numbers)


@require_safe
@views.spoken
def document(request: HttpRequest, file: str, **address: Any) -> HttpResponse:
    """Send a document."""
    selected = views.select(request, **address)
    wanted = library.find(file)
    if wanted is None:
        raise Http404
    content = library.render(wanted, selected.results, translation.get_language() or "")
    return _file(selected, content, file, wanted.kind)


@require_safe
@views.spoken
def picture(request: HttpRequest, file: str, **address: Any) -> HttpResponse:
    """Send a chart as SVG or PNG."""
    selected = views.select(request, **address)
    name, _dot, suffix = file.rpartition(".")
    chart = pictures.draw_all(selected.results).get(name)
    if chart is None or suffix not in ("svg", "png"):
        raise Http404
    if suffix == "svg":
        return _file(selected, chart.svg.encode(), file, "image/svg+xml")
    return _file(selected, png.render(chart.svg), file, "image/png")


@require_safe
@views.spoken
def blocks(request: HttpRequest, **address: Any) -> HttpResponse:
    """Send the published blocks of everyone as CSV."""
    selected = views.select(request, **address)
    table = block_table.write(queries.releases_of(selected.round))
    return _file(selected, table.encode(), "blocks.csv", "text/csv; charset=utf-8")


@require_safe
@views.spoken
def data(request: HttpRequest, **address: Any) -> HttpResponse:
    """Send the results as JSON, as the command line prints them."""
    selected = views.select(request, **address)
    return _file(selected, library.data(selected.results).encode(), "results.json", "application/json")


def _file(selected: Look, content: bytes, file: str, kind: str) -> HttpResponse:
    """Send a file as a download, so that it is never shown as a page of this site."""
    response = HttpResponse(content, content_type=kind)
    name = library.name(selected.results, selected.round.number, file)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
