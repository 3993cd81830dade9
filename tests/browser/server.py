"""The whole program on a port, for a browser: the test makes what it needs with `tests.web.making` and looks at it."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import uvicorn
from tests.web import cast as people


@dataclass(frozen=True, slots=True)
class Served:
    """Where the program listens, and who there is: ``served.cast.northvale``."""

    address: str
    cast: people.Cast


@pytest.fixture(scope="session")
def beside_a_loop() -> Iterator[None]:
    """Let tests touch the tables: Playwright keeps an event loop running in their thread, and Django would refuse."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def listening(beside_a_loop: None, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Run the program in a thread, on a free port."""
    with django_db_blocker.unblock():
        from greenshoots.web.application import application

        door = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(application, log_level="error", lifespan="on", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.02)
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
        door.close()


@pytest.fixture
def served(listening: str, transactional_db: None) -> Served:
    """Give the program with empty tables and the cast; what the test makes is there at once."""
    return Served(listening, people.assemble())
