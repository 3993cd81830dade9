"""Whoever answers while somebody sends a hostile file does not notice, and the file ends in a sentence."""

from __future__ import annotations

import http.cookiejar
import re
import sqlite3
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from tests.uploads import hostile
from tests.web import test_start

ENOUGH = 15
"""Answers that must be kept while the file is read. One process that did both would keep none or two."""


class Browser:
    """A browser with cookies, without anything else."""

    def __init__(self, front: str) -> None:
        self.front = front
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def get(self, path: str) -> str:
        with self.opener.open(self.front + path, timeout=600) as answer:
            return str(answer.read().decode())

    def send(self, path: str, fields: dict[str, str], file: tuple[str, bytes] | None = None) -> str:
        """Send a form with its token, and a file."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert token
        fields = fields | {"csrfmiddlewaretoken": token[1]}
        request = urllib.request.Request(self.front + path)  # noqa: S310 - our own server
        if file is None:
            request.data = urllib.parse.urlencode(fields).encode()
        else:
            parts = [f'--edge\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
            head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n\r\n'
            request.data = "".join(parts).encode() + head.encode() + file[1] + b"\r\n--edge--\r\n"
            request.add_header("Content-Type", "multipart/form-data; boundary=edge")
        try:
            with self.opener.open(request, timeout=600) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return error.read().decode()


def peak(pid: int) -> int:
    """Give the most memory that a process has held so far, in MB."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    assert found
    return int(found[1]) >> 10


@pytest.mark.skipif(sys.platform != "linux", reason="It looks at the memory of the server as Linux tells it.")
def test_people_answer_while_a_hostile_file_is_read(tmp_path: Path) -> None:
    with test_start.started(tmp_path / "data", "--demo") as (program, said):
        found = re.search(r"at (http://localhost:\d+)", said)
        account = re.search(r"Sign in as (\S+) with the password: (\S+)", said)
        assert found
        assert account
        lead = Browser(found[1])
        lead.send("/accounts/login/", {"login": account[1], "password": account[2]})
        with closing(sqlite3.connect(tmp_path / "data" / "greenshoots.sqlite3")) as database:
            asked = (
                "SELECT r.code, d.code, r.number FROM diagnostics_round r JOIN diagnostics_diagnostic d "
                "ON d.id = r.diagnostic_id WHERE r.state = 'open' AND r.revealed IS NULL"
            )
            code, diagnostic, number = database.execute(asked).fetchone()
        # Long enough for people to answer meanwhile: the last text that is still taken stands far behind.
        file = hostile.workbook(texts=hostile.around(hostile.START, b"<si><t>a</t></si>", 33 << 20, b"</sst>"))
        before, pages = peak(program.pid), []
        path = f"/diagnostics/{diagnostic}/rounds/{number}/bring-in/"
        sending = threading.Thread(target=lambda: pages.append(lead.send(path, {"round": ""}, ("a.xlsx", file))))
        sending.start()
        kept = 0
        while sending.is_alive() or not kept:
            page = test_start.get(f"{found[1]}/a/{code}")
            fields = dict(re.findall(r'name="(code|edition)"[^>]* value="([^"]*)"', page))
            answer = test_start.post(f"{found[1]}/a/{code}", fields | {"s-systems-mindset": "4", "do": "send"})
            assert "Thank you" in answer
            kept += 1
        sending.join()
        assert kept >= ENOUGH
        assert peak(program.pid) - before < 200, "The file was not read where people answer."
        assert "error" in pages[0].lower()
        assert "Traceback" not in pages[0]
