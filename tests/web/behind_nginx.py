"""The program behind a real nginx with the configuration that ships, adapted only in ports and paths."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.web import test_start

SHIPPED = Path(__file__).resolve().parent.parent.parent / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx") or ("/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else None)
needs_nginx = pytest.mark.skipif(
    NGINX is None,
    reason="nginx is not on this machine, so nothing was tried behind a proxy: apt-get install nginx-light.",
)


def configuration(folder: Path, *, https: int, http: int, program: int) -> Path:
    """Write the shipped configuration with other ports and paths."""
    _certificate(folder)
    text = SHIPPED.read_text(encoding="utf-8")
    for shipped, here in (
        ("listen [::]:443 ssl http2;\n", "\n"),
        ("listen [::]:80;\n", "\n"),
        ("listen 443 ssl", f"listen 127.0.0.1:{https} ssl"),
        ("listen 80;", f"listen 127.0.0.1:{http};"),
        ("/etc/ssl/greenshoots/", f"{folder}/"),
        ("/var/log/nginx/", f"{folder}/"),
        ("http://127.0.0.1:8000", f"http://127.0.0.1:{program}"),
        ("greenshoots.example.org", "localhost"),
    ):
        assert shipped in text, f"deploy/nginx.conf no longer holds {shipped}"
        text = text.replace(shipped, here)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    around = folder / "nginx.conf"
    around.write_text(
        f"pid {folder}/nginx.pid;\nerror_log {folder}/main.log warn;\ndaemon off;\nworker_processes 1;\n"
        f"{'user root;' if os.geteuid() == 0 else ''}\n"
        f"events {{}}\nhttp {{\naccess_log {folder}/access.log;\n{temporary}{text}\n}}\n",
        encoding="utf-8",
    )
    return around


def _certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


@dataclass(slots=True)
class Client:
    """Somebody on the network, with an address and cookies of their own."""

    port: int
    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def open(self) -> http.client.HTTPSConnection:
        """Open a connection from this address."""
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=60, source_address=(self.address, 0), context=trusting
        )

    def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """Send one request; give the status, the headers and the page."""
        connection = self.open()
        said = {"Host": "localhost", "Referer": f"https://localhost{path}", **headers}
        if self.cookies:
            said["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            body = urlencode(fields)
            said["Content-Type"] = "application/x-www-form-urlencoded"
        with contextlib.closing(connection):
            connection.request(method, path, body, said)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or ():
                name, _is, value = line.split(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.headers, answer.read().decode()

    def send(self, path: str, fields: dict[str, str], **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
        """Open the page of a form, then send the form."""
        page = self.ask("GET", path)[2]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        return self.ask("POST", path, fields | {"csrfmiddlewaretoken": token[1] if token else ""}, **headers)

    def sign_in(self, email: str, password: str, **headers: str) -> int:
        """Sign in; give the status, which is 302 where it worked."""
        return self.send("/accounts/login/", {"login": email, "password": password}, **headers)[0]


@dataclass(slots=True)
class Proxied:
    """The program behind nginx."""

    port: int
    folder: Path
    data: Path
    email: str
    password: str
    program: subprocess.Popen[str]
    log: Path

    def client(self, address: str = "127.0.0.1") -> Client:
        """Give somebody who comes from an address."""
        return Client(self.port, address)


@contextmanager
def running(folder: Path) -> Iterator[Proxied]:
    """Run the program with its fictional place, and nginx in front of it."""
    https, http_, port = (test_start.free_port() for _ in range(3))
    data, log = folder / "data", folder / "program.log"
    environment = test_start.CLEAN | {
        "SITE_URL": "https://localhost",
        "BEHIND_PROXY": "on",
        # Nobody takes mail here, as when the mail server is down.
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(test_start.free_port()),
    }
    command = [sys.executable, "-m", "greenshoots.cli", "start", "--demo", "--no-open"]
    with log.open("w", encoding="utf-8") as out:
        program = subprocess.Popen(
            [*command, "--data", str(data), "--port", str(port)],
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
        )
    proxy = None
    try:
        _until_it_listens(port, program, log)
        written = configuration(folder, https=https, http=http_, program=port)
        proxy = subprocess.Popen([str(NGINX), "-c", str(written), "-p", str(folder)], stderr=subprocess.DEVNULL)
        _until_it_listens(https, proxy, folder / "main.log")
        told = re.search(r"Sign in as (\S+) with the password: (\S+)", log.read_text(encoding="utf-8"))
        assert told is not None
        yield Proxied(https, folder, data, told[1], told[2], program, log)
    finally:
        for one in (proxy, program):
            if one is not None:
                one.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    one.wait(timeout=30)
                one.kill()
                one.wait()


def _until_it_listens(port: int, program: subprocess.Popen[str] | subprocess.Popen[bytes], log: Path) -> None:
    pause = socket.socketpair()
    with pause[0], pause[1]:
        pause[0].settimeout(0.1)
        for _ in range(1200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            assert program.poll() is None, log.read_text(encoding="utf-8")
            with contextlib.suppress(TimeoutError):
                pause[0].recv(1)
    raise AssertionError(f"Nothing listens: {log.read_text(encoding='utf-8')}")
