"""Which facts are themselves made of messages, and of which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Message = str | tuple[str, str]


@dataclass(frozen=True)
class Form:
    """Words that are put together without a message: a name, a colon and a sentence."""

    words: str


@dataclass(frozen=True)
class With:
    """A message whose facts are of other kinds than `FACTS` says."""

    message: Message | Form
    kinds: Mapping[str, str] = field(default_factory=dict)


LISTS = {
    "names": "name",
    "choices": "choice",
    "given": "gave",
    "ranges": "gave_points",
    "sets": "set",
    "questions": "question",
}
"""Kinds that are a list in running text, and the kind of their items."""

PHRASES: dict[str, tuple[Message | Form | With, ...]] = {
    "number": ("dec", "int"),
    "people": (("1 person", "{n} people"),),
    "counted": ("int", "people"),
    "range": ("between {low} and {high}", "dec"),
    "about_range": (With("about {number}", {"number": "dec"}), "range"),
    "span": ("{low} to {high}", "dec"),
    "points": (
        With("{first} or {second}", {"first": "int", "second": "int"}),
        With("{low} to {high}", {"low": "int", "high": "int"}),
        "int",
    ),
    "share": ("less than {number}%", "more than {number}%", "about {number}%", "{number}%"),
    "of_people": ("about {number} of {people}", "{number} of {people}"),
    "part": (With(Form("{words} ({share})"), {"words": "of_people", "share": "share"}), "of_people"),
    "about_count": ("about {number}", "int"),
    "answered": ("part", "people", "too few people to show"),
    "scale": ("on a scale from {minimum} to {maximum}",),
    "ends": ("from {lowest} to {highest}",),
    "average_is": (
        With("The average is {number} {scale}", {"number": "range"}),
        With("The average is about {number} {scale}", {"number": "dec"}),
    ),
    "among": ("In this group", "Of these people", "Of the people who answered", "Of those who answered", "In {place}"),
    "gave": ("{number} gave {point}",),
    "gave_points": ("{number} gave {points}",),
    "set": ("together", "Everyone else", "Everyone", "round", "choice"),
    "together": ("{choices} together",),
    "held": ("{number} enablers", "names"),
    "gap": ("Scores clearly differ on {enabler}", "Scores differ on {enabler}"),
    "moved": (
        "{enabler} went up, from {before} to {now}",
        "{enabler} went down, from {before} to {now}",
        "{enabler} changed, from {before} to {now}",
    ),
    "unsure": (("{part} was not sure", "{part} were not sure"),),
    "both": ("{group} and everyone else", "sets"),
    "on": (With("{both} on {enablers}", {"both": "pair"}),),
    "pair": ("{group} and everyone else",),
    "compared": (
        "the only enabler",
        "any of the {number} enablers",
        "the other enabler",
        "the other {number} enablers",
        "1 enabler that was compared",
        "{number} enablers that were compared",
    ),
    "often": (
        "never",
        "every time",
        "fewer than 1 time in 20",
        "more than 19 times in 20",
        ("about 1 time in {of}", "about {n} times in {of}"),
    ),
    "reason": (
        "Not compared, because it was not asked in both rounds.",
        (
            "Not compared, because a workshop with nearly the same people has already shown scores. A few people's "
            "scores could be worked out by comparing the two."
        ),
        "Not compared, because too many scores on one side are shown only as a range.",
        "Not compared, because fewer than {number} people on one side gave a score.",
        "Not compared, because one side has too few people to show.",
        "Not compared, because no one on one side gave a score.",
    ),
    "hidden": (
        "Too few people to show.",
        "Too few people to show. Their answers count in the overall results.",
        "No one answered.",
    ),
    "end": (With(Form("{number} ({label})")), "int"),
    "cell_range": (
        With("about {number}", {"number": "dec"}),
        "range",
        "span",
    ),
    "statement": ("Statement {number}", "Statement {number} (scores reversed)"),
    "verdict": (
        "higher",
        "lower",
        "differs",
        "clearly higher",
        "clearly lower",
        "clearly differs",
        "up",
        "down",
        "changed",
        "clearly up",
        "clearly down",
        "clearly changed",
        "no clear difference",
        "no clear change",
        "could be chance",
        "not exact enough to say",
        "not compared",
    ),
    "verdicts": ("verdict",),
    "agreed": (With(Form("{point}: {label}")), With(Form("{point}: {number}")), "No agreed score"),
    "set_answered": (Form("{set}, {answered}"),),
    "how_shown": ("yes", "no one", "too few people", With("about {share} of them", {"share": "share"})),
    "since": ("Since {round}",),
    "of_or_people": (With("{number} of {people}"), "people"),
}
"""Alternatives by kind; each is a kind, or a message with facts of its own."""

FACTS = {
    "enablers": "names",
    "enabler": "name",
    "value": "range",
    "average": "range",
    "low": "dec",
    "high": "dec",
    "number": "int",
    "minimum": "int",
    "maximum": "int",
    "first": "dec",
    "second": "dec",
    "before": "about_range",
    "now": "about_range",
    "group": "set",
    "others": "set",
    "earlier": "set",
    "later": "set",
    "least": "set",
    "most": "set",
    "few": "answered",
    "many": "answered",
    "statements": "int",
    "times": "int",
    "asked": "int",
    "n": "int",
    "of": "int",
    "k": "int",
    "higher": "often",
    "same": "often",
    "lower": "often",
    "point": "int",
    "points": "points",
    "lowest": "end",
    "highest": "end",
    "at": "part",
    "near": "part",
    "median": "number",
    "low_points": "points",
    "high_points": "points",
}
"""The kind of a fact by its name, where the message does not say otherwise."""
