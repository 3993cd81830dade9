"""Reading settings from the environment, also from files, with a sentence for each error."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Return a setting, or the contents of the file that ``NAME_FILE`` names, so that secrets can stay out of it."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            # Editors end a file with a line break, which is no part of a password.
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names a file that cannot be read: {error.strerror}.") from error
    return os.environ.get(name, default).strip()


def switch(name: str, *, default: bool = False) -> bool:
    """Return a setting that is on or off."""
    value = text(name).lower()
    if value in {"", "0", "1", "yes", "no", "on", "off", "true", "false"}:
        return default if not value else value in {"1", "yes", "on", "true"}
    raise ImproperlyConfigured(f"{name} is “{value}”. Write on or off.")


def number(name: str, default: int) -> int:
    """Return a setting that is a whole number."""
    value = text(name)
    if value and not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is “{value}”. Write a whole number.")
    return int(value or default)


def several(name: str) -> list[str]:
    """Return a setting that is a list, separated by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def proxies(name: str, default: int) -> int | tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    """Return the number of trusted proxies, or their networks."""
    value = text(name)
    if not value or value.isdecimal():
        return int(value or default)
    try:
        return tuple(ipaddress.ip_network(part) for part in several(name))
    except ValueError as wrong:
        raise ImproperlyConfigured(
            f"{name} is “{value}”. Write the number of proxies in front of Greenshoots, such as 1, or their addresses, "
            "such as 192.0.2.10, 10.0.0.0/8."
        ) from wrong


def required(name: str, why: str) -> str:
    """Return a setting that has no default."""
    if value := text(name):
        return value
    raise ImproperlyConfigured(f"{name} is not set. {why}")
