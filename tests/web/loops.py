"""Running what waits, in a thread of its own: where a browser test came before, its event loop still runs in ours."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def run(whole: Coroutine[Any, Any, Result]) -> Result:
    """Run to the end and give what comes out."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, whole).result(timeout=120)
