"""The catalogues hold every message that the code says, put in what it puts in, and are packed as they are written."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import pofile
from babel.messages.catalog import Message

from greenshoots import speech
from greenshoots.core import translation
from greenshoots.core.language import quantities

ROOT = Path(__file__).resolve().parent.parent
TOOL = ROOT / "docs" / "make_catalogue.py"

loaded = importlib.util.spec_from_file_location("make_catalogue", TOOL)
assert loaded is not None
assert loaded.loader is not None
make_catalogue = importlib.util.module_from_spec(loaded)
sys.modules["make_catalogue"] = make_catalogue
loaded.loader.exec_module(make_catalogue)


def test_every_catalogue_is_up_to_date():
    done = subprocess.run([sys.executable, TOOL, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_messages_are_found_wherever_they_are_said():
    found = {(message.words, message.file) for message in make_catalogue.results()}
    assert {
        ("Everyone", "core/analysis/subgroups.py"),
        (("1 person", "{n} people"), "core/language/quantities.py"),
    } <= found


@pytest.mark.parametrize(
    ("source", "words", "wrong"),
    [
        ("{n} of {people}", "{n} o {people}", False),
        ("{n} of {people}", "{n} o {pobl}", True),
        ("{n} of {people}", "{n}", True),
        ("%(place)s%%", "%(place)s%%", False),
        ("%(place)s", "%(lle)s", True),
        ("add %s", "ychwanegu", True),
        (("1 person", "{n} people"), ("neb", "un", "dau", "{n}", "{n}", "{n}"), False),
        (("1 person in {place}", "{n} people in {place}"), ("neb", "un", "dau", "tri", "chwech", "{n}"), True),
        ("{n} of {people}", "", False),
    ],
)
def test_a_translation_that_puts_in_something_else_is_found(source: str, words: str, wrong: bool):
    assert make_catalogue.astray(Message(source, words)) is wrong


def still_english(path: str, room: str = "") -> list[object]:
    with (ROOT / "src/greenshoots" / path).open("rb") as file:
        catalogue = pofile.read_po(file, locale="cy")
    missing = [message for message in catalogue if message.id and make_catalogue.still_english(message)]
    return [message.id for message in missing if any(file.startswith(room) for file, _ in message.locations)]


def test_the_results_are_in_welsh_to_the_last_message():
    assert still_english("speech/cy/LC_MESSAGES/greenshoots.po") == []


@pytest.mark.parametrize("room", ["responses/", "invitations/templates/invitations/message", "workshops/templates/"])
def test_what_people_are_asked_is_in_welsh_to_the_last_message(room: str):
    assert still_english("web/locale/cy/LC_MESSAGES/django.po", room) == []


def test_a_number_has_six_forms_in_welsh():
    with translation.using(speech.voice("cy")):
        assert [quantities.people(n) for n in (0, 1, 2, 3, 6, 1204)] == [
            "0 o bobl",
            "1 person",
            "2 berson",
            "3 o bobl",
            "6 o bobl",
            "1,204 o bobl",
        ]


# The loader


def test_a_language_with_a_catalogue_is_spoken_whatever_the_country():
    assert speech.languages() == ("cy",)
    assert speech.voice("cy-GB").language == "cy"
    assert speech.voice("cy").draft


def test_a_language_without_a_catalogue_is_english():
    assert speech.voice("fr").language == translation.ENGLISH
    assert not speech.voice("en").draft


def test_what_a_catalogue_lacks_is_said_in_english():
    with translation.using(speech.voice("cy")):
        assert translation.say("Everyone") == "Pawb"
        assert translation.say("Nobody has translated this: {it}", it=1) == "Nobody has translated this: 1"
        assert translation.say_plural("1 otter", "{n} otters", 2) == "2 otters"


def test_nothing_said_is_nothing_in_every_language():
    with translation.using(speech.voice("cy")):
        assert translation.say("") == ""
