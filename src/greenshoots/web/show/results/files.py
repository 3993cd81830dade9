"""Files that people take away: documents, pictures and numbers."""

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
    """List every document with what it is for."""
    look = views.look_at(request, **address)
    listed = [{"document": one, "url": look.url("document", one.file)} for one in library.ALL]
    drawn = [
        {
            "caption": picture.caption,
            "svg": look.url("picture", f"{name}.svg"),
            "png": look.url("picture", f"{name}.png"),
        }
        for name, picture in pictures.draw_all(look.results).items()
    ]
    numbers = {"data": look.url("data"), "blocks": look.url("blocks")}
    return views.page(request, look, "documents", documents=listed, pictures=drawn, **numbers)


@require_safe
@views.spoken
def document(request: HttpRequest, file: str, **address: Any) -> HttpResponse:
    """Make a document."""
    look = views.look_at(request, **address)
    found = library.find(file)
    if found is None:
        raise Http404
    made = library.render(found, look.results, translation.get_language() or "")
    return _file(look, made, file, found.kind)


@require_safe
@views.spoken
def picture(request: HttpRequest, file: str, **address: Any) -> HttpResponse:
    """Draw a picture."""
    look = views.look_at(request, **address)
    name, _dot, suffix = file.rpartition(".")
    found = pictures.draw_all(look.results).get(name)
    if found is None or suffix not in ("svg", "png"):
        raise Http404
    if suffix == "svg":
        return _file(look, found.svg.encode(), file, "image/svg+xml")
    return _file(look, png.render(found.svg), file, "image/png")


@require_safe
@views.spoken
def blocks(request: HttpRequest, **address: Any) -> HttpResponse:
    """Give the published blocks of everybody as a table."""
    look = views.look_at(request, **address)
    made = block_table.write(queries.releases_of(look.round))
    return _file(look, made.encode(), "blocks.csv", "text/csv; charset=utf-8")


@require_safe
@views.spoken
def data(request: HttpRequest, **address: Any) -> HttpResponse:
    """Give the numbers for other programs, as the command line prints them."""
    look = views.look_at(request, **address)
    return _file(look, library.data(look.results).encode(), "results.json", "application/json")


def _file(look: Look, made: bytes, file: str, kind: str) -> HttpResponse:
    """Send a file to be kept, never to be shown in a page of ours."""
    response = HttpResponse(made, content_type=kind)
    name = library.name(look.results, look.round.number, file)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
