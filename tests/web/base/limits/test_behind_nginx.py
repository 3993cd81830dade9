"""Behind a real nginx with the configuration that ships: addresses arrive, streams flow, limits brake one client."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.web import behind_nginx
from tests.web.behind_nginx import NGINX, Proxied, needs_nginx

from greenshoots.web.base.limits import rules

pytestmark = needs_nginx


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    with behind_nginx.running(tmp_path_factory.mktemp("nginx")) as found:
        yield found


def one(proxied: Proxied, question: str) -> str:
    with closing(sqlite3.connect(proxied.data / "greenshoots.sqlite3")) as database:
        return str(database.execute(question).fetchone()[0])


def test_the_configuration_loads(tmp_path: Path) -> None:
    written = behind_nginx.configuration(tmp_path, https=8443, http=8080, program=8000)
    found = subprocess.run(
        [str(NGINX), "-t", "-c", str(written), "-p", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    assert "test is successful" in found.stderr


def test_one_client_is_braked_and_another_is_not(proxied: Proxied) -> None:
    attacker = proxied.client("127.0.0.2")
    statuses = [attacker.sign_in(proxied.email, f"wrong {number}") for number in range(rules.PASSWORD.warn + 2)]
    assert statuses == [200] * (rules.PASSWORD.warn - 1) + [429] * 3
    pretending = proxied.client("127.0.0.2")
    headers = {"X-Forwarded-For": "127.0.0.3"}
    assert pretending.sign_in(proxied.email, "wrong", **headers) == 429, "What a client writes is not believed."
    person = proxied.client("127.0.0.3")
    assert person.sign_in(proxied.email, "a slip") == 200
    assert person.sign_in(proxied.email, proxied.password) == 302
    assert proxied.client("127.0.0.2").sign_in(proxied.email, proxied.password) == 302, "The right password passes."
    page = person.ask("GET", "/accounts/sessions/")[2]
    assert "127.0.0.3" in page, "People see where their sessions are."


def test_wrong_codes_brake_one_client_and_right_ones_let_a_room_in(proxied: Proxied) -> None:
    code = one(proxied, "SELECT code FROM workshops_workshop WHERE ended_on IS NULL")
    guesser = proxied.client("127.0.0.4")
    statuses = [guesser.ask("GET", f"/w/zz{number:04}/")[0] for number in range(rules.JOIN_CODE.warn + 1)]
    assert statuses == [404] * (rules.JOIN_CODE.warn - 1) + [429] * 2
    assert proxied.client("127.0.0.5").ask("GET", "/w/zz9999/")[0] == 404
    assert {guesser.ask("POST", f"/w/{code}/", {})[0] for _ in range(200)} == {303}


def test_a_stream_arrives_while_it_is_open(proxied: Proxied) -> None:
    code = one(proxied, "SELECT code FROM workshops_workshop WHERE ended_on IS NULL")
    connection = proxied.client().open()
    with closing(connection):
        connection.request("GET", f"/w/{code}/stream", headers={"Host": "localhost"})
        answer = connection.getresponse()
        assert answer.status == 200
        # A proxy that gathered the stream would hand over nothing before its end, which never comes.
        first = [answer.readline().decode() for _ in range(4)]
    assert first[0].startswith("retry:")
    assert any(line.startswith(("data:", "event:")) for line in first)


def test_a_file_that_is_too_large_gets_a_sentence(proxied: Proxied) -> None:
    connection = proxied.client().open()
    with closing(connection):
        connection.putrequest("POST", "/places/import/", skip_host=True)
        connection.putheader("Host", "localhost")
        connection.putheader("Content-Length", str(60 << 20))
        connection.endheaders()
        answer = connection.getresponse()
        page = answer.read().decode()
    assert answer.status == 413
    assert "<h1>This file is too large</h1>" in page
    assert "Nothing was kept" in page


def test_plain_http_leads_to_https(proxied: Proxied) -> None:
    text = (proxied.folder / "nginx.conf").read_text(encoding="utf-8")
    assert "return 301 https://$host$request_uri;" in text


def test_a_mail_server_that_is_down_gets_a_page(proxied: Proxied) -> None:
    for page in ("/accounts/login/code/", "/accounts/password/reset/"):
        status, _headers, said = proxied.client("127.0.0.6").send(page, {"email": proxied.email})
        assert status == 503
        assert "We could not send the message" in said


def test_a_program_that_is_down_gets_a_sentence(tmp_path: Path) -> None:
    with behind_nginx.running(tmp_path) as proxied:
        assert proxied.client().ask("GET", "/health")[0] == 200
        proxied.program.terminate()
        proxied.program.wait()
        status, headers, page = proxied.client().ask("GET", "/a/some-code")
        assert (status, headers["Retry-After"]) == (503, "30")
        assert "<h1>Greenshoots is restarting</h1>" in page
