"""Lines of the log without anything secret: addresses of pages hold links and codes, and errors what somebody sent."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutSecrets(logging.Formatter):
    """Write a line with the route instead of the address, and an error as its kind and where it was raised."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and below it where an error came from."""
        said = f"{record.levelname} {record.name}: {_message(record)}"
        if record.exc_info and record.exc_info[1] is not None:
            said += "\n" + self.formatException(record.exc_info)
        return said

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - logging's own name
        """Return the kinds of an error and of those that led to it, with the lines of code; never their texts."""
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
    """Return the message; of a request only the route, for its address may be a secret link."""
    request = getattr(record, "request", None)
    if request is None:
        return record.getMessage()
    match = getattr(request, "resolver_match", None)
    where = match.route if match else "an address that is no page"
    return f"{getattr(record, 'status_code', 500)} at {where}"
