"""Write the sample exports of survey tools anew: `python tests/reference/make_exports.py FOLDER`.

They look as the tools write them, with everything that must be dropped: names, addresses, times. All people in them
are fictional, their e-mail addresses end in example.org, and their network addresses are those reserved for examples.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import sys
import zipfile
from pathlib import Path

import xlsxwriter

TITLES = (
    "A systems mindset and a long-term view",
    "Reframing how we understand and perceive risk",
    "Collaborative culture",
    "Permission and empowerment for staff",
    "Trusted relationships that can carry the weight of change",
    "Advocacy and influence beyond the local system",
    "A compelling case for change and ambitious vision for place",
    "Distributed ownership and accountability",
    "Enabling policies and processes",
    "Sharing information for continuous reflection and experimentation",
    "Investment in the capacity to change",
)
AXES = (
    "Systems mindset", "Reframing risk", "Collaborative culture", "Permission for staff", "Trusted relationships",
    "Wider influence", "Case and vision", "Shared ownership", "Enabling policies", "Reflect and experiment",
    "Capacity to change",
)  # fmt: skip
LABELS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
ROLES = ("Frontline", "Manager", "Senior leader", "Partner")
NUMBERS = (
    "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen",
    "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen", "Twenty", "Twenty-One", "Twenty-Two",
    "Twenty-Three", "Twenty-Four",
)  # fmt: skip
WORDS = ("It depends on who is in the room.", "We try things and nobody minds.", "There is never time, “ever”.")
OPENED = dt.datetime(2026, 11, 2, 9, 0)
MODIFIED = (1980, 1, 1, 0, 0, 0)


def people(seed: int) -> list[dict[str, object]]:
    """Make twenty-four people: who they are, and places on the scale (None for not sure, -1 for blank)."""
    rng = random.Random(seed)
    made = []
    for number, name in enumerate(NUMBERS):
        began = OPENED + dt.timedelta(minutes=number * 17 + rng.randrange(9))
        made.append(
            {
                "name": f"Respondent {name}",
                "email": f"respondent.{name.lower()}@example.org",
                "ip": f"192.0.2.{number + 10}",
                "began": began,
                "ended": began + dt.timedelta(minutes=rng.randrange(5, 14)),
                "role": rng.choices(ROLES, (12, 6, 4, 2))[0],
                "scores": [rng.choices((0, 1, 2, 3, 4, None, -1), (2, 5, 6, 6, 2, 2, 1))[0] for _ in AXES],
                "words": rng.choice(("", "", *WORDS)),
            }
        )
    return made


def _label(score: int | None) -> str:
    return "Not sure" if score is None else "" if score < 0 else LABELS[score]


def microsoft_forms(folder: Path) -> None:
    """Write what *Open in Excel* gives: a table with dates, and “Why?” numbered so that no header is there twice."""
    path = folder / "microsoft-forms.xlsx"
    header = ["Id", "Start time", "Completion time", "Email", "Name", "Last modified time", "Which is your role?"]
    for number, title in enumerate(TITLES, start=1):
        header += [f"{number}. {title}\xa0", "Why?" if number == 1 else f"Why?{number}"]
    header.append("Any other comments?")
    with xlsxwriter.Workbook(path, {"remove_timezone": True}) as book:
        book.set_properties({"created": OPENED})
        sheet = book.add_worksheet("Sheet1")
        date = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        for row, person in enumerate(people(1), start=1):
            sheet.write_number(row, 0, row)
            sheet.write_datetime(row, 1, person["began"], date)
            sheet.write_datetime(row, 2, person["ended"], date)
            sheet.write_string(row, 3, person["email"])
            sheet.write_string(row, 4, person["name"])
            sheet.write_string(row, 6, person["role"])
            for place, score in enumerate(person["scores"]):
                sheet.write(row, 7 + 2 * place, _label(score))
                sheet.write(row, 8 + 2 * place, person["words"] if place % 4 == row % 4 else "")
            sheet.write(row, len(header) - 1, "Thank you for asking." if row % 5 == 0 else "")
        sheet.add_table(0, 0, len(NUMBERS), len(header) - 1, {"columns": [{"header": name} for name in header]})
    _pack_the_same_everywhere(path)


def _pack_the_same_everywhere(path: Path) -> None:
    """Store the parts without compressing them: each version of the compressor gives other bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = [(item.filename, archive.read(item)) for item in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts:
            part = zipfile.ZipInfo(name, MODIFIED)
            part.create_system = 3
            archive.writestr(part, content)


def google_forms(folder: Path) -> None:
    """Write the spreadsheet of a form with a grid, as CSV."""
    question = "Please score each condition, for the service you work in"
    header = ["Timestamp", "Email Address", "Role", *(f"{question} [{axis}]" for axis in AXES)]
    header.append("Why did you give this score for Enabling policies?")
    with (folder / "google-forms.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for person in people(2):
            stamp = person["ended"].strftime("%Y/%m/%d %I:%M:%S %p GMT")
            scores = [_label(score) for score in person["scores"]]
            writer.writerow([stamp, person["email"], person["role"], *scores, person["words"]])


def limesurvey(folder: Path) -> None:
    """Write two CSV exports: codes with code and text in the header, and full answers with texts in the header."""
    system = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl"]
    array = "G02Q02"
    codes = [*system, "role", "role[other]"]
    codes += [f"{array}[SQ{number:03}]" for number in range(1, len(AXES) + 1)]
    codes += [f"{array}comment", "interviewtime", "groupTime12", f"{array}Time"]
    _limesurvey(folder / "limesurvey-codes.csv", ",", codes, 3, coded=True)
    texts = [
        "Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started", "Date last action",
        "IP address", "Referrer URL", "role. What is your role?", "role[other]. What is your role? [Other]",
    ]  # fmt: skip
    texts += [
        f"{array}[SQ{number:03}]. How far do you agree? [{title}]" for number, title in enumerate(TITLES, start=1)
    ]
    texts += [
        f"{array}comment. Why did you say so about “Enabling policies”?",
        "Total time", "Group time: About you", f"Question time: {array}",
    ]  # fmt: skip
    _limesurvey(folder / "limesurvey-texts.csv", ";", texts, 4, coded=False)


def _limesurvey(path: Path, delimiter: str, header: list[str], seed: int, *, coded: bool) -> None:
    with path.open("w", encoding="utf-8-sig" if coded else "utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(header)
        for number, person in enumerate(people(seed), start=101):
            began, ended = (str(person[key]) for key in ("began", "ended"))
            scores = [
                "" if score == -1 else ("DK" if score is None else f"A{score + 1}") if coded else _label(score)
                for score in person["scores"]
            ]
            writer.writerow(
                [number, ended, 3, "en", 10**8 + number * 7919, began, ended, person["ip"], "https://example.org/",
                 person["role"], "Respondent's own words" if number == 105 else "", *scores, person["words"],
                 "412.5", "33.1", "379.4"]
            )  # fmt: skip


def write(folder: Path) -> None:
    """Write all of them into a folder."""
    microsoft_forms(folder)
    google_forms(folder)
    limesurvey(folder)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
