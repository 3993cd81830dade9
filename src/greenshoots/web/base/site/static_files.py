"""Static files on an ASGI server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest
    from whitenoise.responders import StaticFile


class FilesInOneGo(WhiteNoiseMiddleware):  # type: ignore[misc] # whitenoise ships no types
    """Serve each file whole: files are a few kilobytes, and reading them in pieces would block the event loop."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        """Return a file, or only headers where the browser already has it."""
        reply = static_file.get_response(request.method, request.META)
        content = b""
        if reply.file is not None:
            with reply.file:
                content = reply.file.read()
        response = HttpResponse(content, status=int(reply.status))
        del response["content-type"]
        for name, value in reply.headers:
            response[name] = value
        return response
