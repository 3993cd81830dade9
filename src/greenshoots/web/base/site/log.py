"""Log lines without secrets: addresses of pages hold links and codes, and errors hold what people sent."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutSecrets(logging.Formatter):
    """A formatter that logs the route instead of the address, and of an error only its class and its frames."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, followed by the frames of an error."""
        text = f"{record.levelname} {record.name}: {_message(record)}"
        if record.exc_info and record.exc_info[1] is not None:
            text += "\n" + self.formatException(record.exc_info)
        return text

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - logging's own name
        """Return the classes of an error and its causes, with the lines of code; never their texts."""
        lines: list[str] = []
        error, seen = ei[1], set[int]()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            lines += [
                f"  {frame.filename}:{frame.lineno} in {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def _message(record: logging.LogRecord) -> str:
    """Return the message; for a request only the route, since its address may be a secret link."""
    request = getattr(record, "request", None)
    if request is None:
        return record.getMessage()
    match = getattr(request, "resolver_match", None)
    route = match.route if match else "an address that is no page"
    return f"{getattr(record, 'status_code', 500)} at {route}"
