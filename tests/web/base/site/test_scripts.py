"""What scripts use of a browser: only what the oldest ones have, or what a test takes away to see the page still work.

There is no build that would rewrite scripts for old browsers, so this is what keeps them from a name that an old phone
does not know: `AbortSignal.timeout` once kept the form from being sent on iOS 15, for ever.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[4] / "src" / "greenshoots" / "web"
SCRIPTS = sorted(WEB.rglob("*.js"))

TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
    |(?P<template>`(?:\\.|\$\{[^}]*\}|[^`\\])*`)
    |(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    |(?P<pattern>(?<=[(=:?,!&|>])\s*/(?![/*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n\[])+/[a-z]*)
    |(?P<member>(?<!\.)\.\s*[A-Za-z_$][\w$]*)
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)

_SYNTAX = (
    "async await break case catch const continue default delete else export false finally for from function if import "
    "in instanceof let new null of return static switch this throw true try typeof undefined while yield"
)
SYNTAX = frozenset(_SYNTAX.split())

_OLDEST = (
    # The language, and things every browser has had since modules came.
    "Boolean Date JSON Map Math Number Object Promise Set String abs add assign catch clear contains delete filter "
    "floor forEach has includes indexOf keys length map max min padStart parse push random replace set size slice some "
    "split stringify test then toDateString toLowerCase toTimeString trim "
    # Pages.
    "Event activeElement addEventListener after append before body childNodes children classList className clientY "
    "closest createElement dataTransfer dataset defaultChecked defaultValue detail dispatchEvent document "
    "documentElement draggable effectAllowed elements firstChild focus getBoundingClientRect getElementById hash "
    "height hidden href htmlFor id importNode innerHTML innerText insertBefore isConnected lang lastChild matches name "
    "nextElementSibling nextSibling outerHTML parentElement parentNode persisted preventDefault querySelector "
    "querySelectorAll remove removeAttribute removeEventListener replaceWith reportValidity returnValue scrollTo "
    "setAttribute submit tabIndex tagName target textContent title toggle top type value checked action open "
    # Windows, timers, addresses.
    "back clearInterval clearTimeout history location navigator onpopstate pathname reload setInterval setTimeout "
    "state window"
)
OLDEST = frozenset(_OLDEST.split())
"""What Safari 12.1, Chrome 73, Firefox 67 and Samsung Internet 11 have."""

_TAKEN_AWAY = (
    "XMLHttpRequest abort getResponseHeader onabort onerror onload ontimeout responseText responseURL send "
    "setRequestHeader status timeout "
    "getItem removeItem setItem "
    "EventSource readyState data "
    "clipboard writeText "
    "performance getEntriesByType navigation "
    "DOMParser parseFromString URLSearchParams FormData CustomEvent inert autocomplete "
    "toLocaleString weekday "
    "PublicKeyCredential"
)
TAKEN_AWAY = frozenset(_TAKEN_AWAY.split())
"""What tests/browser/test_old_browsers.py takes away, and what belongs to it. Forms with a passkey are shown only where
the browser knows passkeys; a password works everywhere."""

TOO_NEW = {
    r"\?\.(?!\d)": "optional chaining: a module with it is not read at all before Safari 13.1",
    r"\?\?": "the same",
    r"(\|\||&&|\*\*)=": "assignment with a logical operator",
    r"\.at\(": "Safari 15.4",
    r"\bAbort(Signal|Controller)\b": "AbortSignal.timeout: Safari 16",
    r"\bfetch\(": "without AbortController it never ends",
    r"\b(structuredClone|BroadcastChannel|crypto|requestIdleCallback|queueMicrotask|globalThis)\b": "newer",
    r"\.(replaceAll|matchAll|flat|flatMap|fromEntries|findLast|replaceChildren|toggleAttribute|finally)\(": "newer",
    r"\.(submitter|requestSubmit|wakeLock|onLine|serviceWorker)\b": "newer, or not to be trusted",
    r"^\s*#\w|this\.#": "private fields",
    r"\d_\d|\dn\b": "numbers written in a newer way",
    r"\(\?<[=!]": "looking back in a pattern: Safari 16.4",
}


def words_of(text: str) -> tuple[set[str], set[str]]:
    """Return the names that stand alone and those behind a dot; templates are read inside their braces."""
    alone: set[str] = set()
    behind: set[str] = set()
    for token in TOKEN.finditer(text):
        if token["member"]:
            behind.add(token["member"].lstrip(". \n"))
        elif token["name"]:
            alone.add(token["name"])
        elif token["template"]:
            for inside in re.findall(r"\$\{([^}]*)\}", token["template"]):
                more = words_of(inside)
                alone |= more[0]
                behind |= more[1]
    return alone, behind


def code_of(path: Path) -> str:
    """Return a script without its comments and texts."""
    kept = [token for token in TOKEN.finditer(path.read_text(encoding="utf-8")) if not token["comment"]]
    return "".join('""' if token["text"] else token[0] for token in kept)


DECLARED = (
    r"\b(?:function|import)\s+([\w$]+)",
    r"\b(?:const|let)\s+([\w$]+)",
    r"\blet\b[^;\n]*?,\s*([\w$]+) =",
    r"\blet\b[^;\n]*, ([\w$]+) =",
    r"\bcatch \(([\w$]+)\)",
    r"([\w$]+)\s*(?::|=>)",
    r"^\s*(?:async )?([\w$]+)\([^()]*\) \{",
)
LISTS = (
    r"\b(?:const|let|import)\s*[\[{]([^\]}=]*)[\]}]",
    r"(?:function\s*[\w$]*|^\s*[\w$]+)\(([^()]*)\) \{",
    r"\(\[?([^()\[\]]*)\]?\) =>",
)


def own_words() -> set[str]:
    """Return the names that scripts make themselves, and those that templates hand them: attributes and fields."""
    whole = "\n".join(code_of(path) for path in SCRIPTS)
    made = {name for pattern in DECLARED for name in re.findall(pattern, whole, re.MULTILINE)}
    for pattern in LISTS:
        for names in re.findall(pattern, whole, re.MULTILINE):
            made |= set(re.findall(r"(?:\.\.\.)?([\w$]+)(?: = \w+)?\s*(?:,|$)", names))
    pages = "\n".join(path.read_text(encoding="utf-8") for path in WEB.rglob("*.html"))
    handed = re.findall(r"data-([a-z-]+)", pages)
    return made | {re.sub(r"-(\w)", lambda found: found[1].upper(), name) for name in handed} | {"code"}


OWN = own_words()
KNOWN = OLDEST | TAKEN_AWAY


def test_there_are_scripts_and_they_are_read() -> None:
    assert len(SCRIPTS) > 15
    alone, behind = words_of('call(`a ${box.b}`, c.d, "e.f") // g.h')
    assert (alone, behind) == ({"call", "box", "c"}, {"b", "d"})


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_use_nothing_that_no_test_takes_away(path: Path) -> None:
    alone, behind = words_of(code_of(path))
    assert sorted((alone | behind) - KNOWN - SYNTAX - OWN) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_use_nothing_newer_than_the_oldest_browsers(path: Path) -> None:
    code = code_of(path)
    assert [(pattern, why) for pattern, why in TOO_NEW.items() if re.search(pattern, code, re.MULTILINE)] == []


def test_nothing_stands_on_a_list_that_no_script_uses() -> None:
    every = {word for path in SCRIPTS for words in words_of(code_of(path)) for word in words}
    assert sorted(KNOWN - every) == []


@pytest.mark.parametrize("line", ["a?.b", "x ?? y", "rows.at(-1)", "AbortSignal.timeout(5)", "fetch(form.action)"])
def test_what_kept_a_form_from_being_sent_is_found(line: str) -> None:
    assert [pattern for pattern in TOO_NEW if re.search(pattern, line, re.MULTILINE)]
