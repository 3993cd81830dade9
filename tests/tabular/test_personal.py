"""Columns that could tell who answered."""

import pytest

from greenshoots.core.instruments.model import Instrument
from greenshoots.tabular import DropReason, headers, personal
from greenshoots.tabular.names import Names


@pytest.mark.parametrize(
    "header",
    [
        "Name", "Full name", "Your name", "What is your name?", "Name (optional)", "First Name", "Last name", "Surname",
        "Participant's name", "Line manager name", "RecipientFirstName", "Email", "E-mail", "email address",
        "Work e-mail address", "Email Address", "Username", "Address", "Home address", "Postcode", "Post code",
        "Your postcode", "ZIP code", "Phone", "Phone number", "Mobile", "Your telephone number", "Date of birth", "DOB",
        "NHS number", "Staff ID", "Employee number", "Signature", "IP address", "IPAddress", "ipaddr", "ID", "Id", "id",
        "Response ID", "id. Response ID", "submitdate. Date submitted", "seed. Seed", "lastpage. Last page",
        "ResponseId", "Respondent ID", "Seed", "token", "Access code", "Timestamp", "Start time",
        "Completion time", "Last modified time", "StartDate", "Date submitted", "submitdate", "datestamp", "Time taken",
        "Duration (in seconds)", "interviewtime", "groupTime12", "Group time: About you", "Question time: Q1",
        "G01Q01Time",
        "User agent", "Referrer URL", "refurl", "Browser", "lastpage", "Start language", "LocationLatitude", "Status",
        "Enw", "Enw llawn", "Eich enw", "Cyfenw", "E-bost", "Cyfeiriad e-bost", "Cyfeiriad", "Cod post", "Ffôn",
        "Rhif ffôn symudol", "Dyddiad geni", "Stamp amser", "Amser cychwyn", "Amser cwblhau", "Amser addasu diwethaf",
        "Cyfeiriad IP", "Llofnod", "Date", "Dyddiad",
    ],
)  # fmt: skip
def test_a_column_that_tells_who_answered_goes_by_its_header(built_in: Instrument, header: str) -> None:
    assert headers.understand([header], Names([built_in]))[0].kind == "dropped"


def test_a_statement_that_speaks_of_e_mail_is_a_statement(small: Instrument) -> None:
    meaning = headers.understand(["We reply to e-mails within a day."], Names([small]))[0]
    assert (meaning.kind, meaning.about) == ("score", "shared-purpose.1")


def test_an_enabler_with_the_name_of_a_likely_column_is_the_enabler(small: Instrument) -> None:
    meaning = headers.understand(["Time"], Names([small]))[0]
    assert (meaning.kind, meaning.about) == ("score", "time-to-change")


@pytest.mark.parametrize(
    "value",
    [
        "ann@example.org", "192.0.2.17", "2001:db8::8a2e:370:7334", "::1", "020 7946 0000", "+44 20 7946 0958",
        "(0161) 496 0000", "07700900123", "123e4567-e89b-12d3-a456-426614174000", "943 476 5919",
        "d41d8cd98f00b204e9800998ecf8427e", "2026-11-02 09:14", "2026-11-02T09:14:00Z", "02/11/2026 09:14:55",
        "11/2/26 9:14:55 am", "2026/11/14 9:03:22 am GMT", "2026-11-02", "02.11.2026", "09:14", "9:14 PM", "SW1A 1AA",
        "ol1 1ut",
    ],
)  # fmt: skip
def test_a_value_of_one_person_is_known_by_its_shape(value: str) -> None:
    assert personal.belongs_to_one(value)


@pytest.mark.parametrize(
    "value",
    ["Frontline", "Team 12", "2024-2025", "18 - 24", "1", "12345", "Band 5", "Health & care", "01.04.2019 - 31.03.2020",
     "A&E", "Ward 7B", "n/a", "£20,000 to £30,000", "50+", "9 to 5", "M25", ""],
)  # fmt: skip
def test_a_choice_is_not_taken_for_a_value_of_one_person(value: str) -> None:
    assert not personal.belongs_to_one(value)


def test_values_that_are_nearly_all_different_say_who_answered_from_twenty_people_on() -> None:
    values = [f"Person {number}" for number in range(19)]
    assert personal.by_values(values, 19) is None
    assert personal.by_values([*values, "Person 19"], 20) == DropReason.MOSTLY_DIFFERENT
    assert personal.by_values(values[:12], 20) is None


def test_texts_are_known_by_their_length() -> None:
    assert personal.by_values(["I think that we should all talk more", "No"], 9) is None
    assert (
        personal.by_values(["We never really talk about any of it", "Ask the people who were there before"], 9) is None
    )
    said = [f"I said {number} times that we should talk more" for number in range(6)]
    assert personal.by_values(said, 6) == DropReason.FREE_TEXT
    assert personal.by_values(["a " * 90, "b " * 90], 90) == DropReason.FREE_TEXT


def test_no_value_is_no_reason() -> None:
    assert personal.by_values([], 0) is None
