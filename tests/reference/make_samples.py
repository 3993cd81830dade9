"""Write the sample answers anew: `python tests/reference/make_samples.py FOLDER`.

Northvale is fictional. The pattern is made so that every kind of finding has an example: enablers that are low and
agreed, one split into two camps, one that leaders see differently, one that many are not sure about, one strength.
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path

ENABLERS = (
    "systems-mindset", "reframing-risk", "collaborative-culture", "staff-permission", "trusted-relationships",
    "wider-influence", "case-and-vision", "shared-ownership", "enabling-policies", "reflection-and-experiment",
    "capacity-to-change",
)  # fmt: skip
# Weights of the scores 1 to 5 in round 1 and round 2, and the weight of "not sure" per hundred.
PATTERN = {
    "systems-mindset": ((1, 3, 8, 9, 2), (0, 2, 6, 12, 5), 3),
    "reframing-risk": ((4, 9, 8, 3, 0), (2, 7, 9, 5, 1), 5),
    "collaborative-culture": ((1, 5, 9, 8, 2), (1, 4, 7, 10, 4), 2),
    "staff-permission": ((2, 6, 8, 6, 2), (2, 6, 8, 6, 2), 3),
    "trusted-relationships": ((0, 2, 6, 11, 5), (0, 2, 5, 12, 6), 2),
    "wider-influence": ((2, 6, 8, 3, 0), (2, 6, 8, 4, 1), 42),
    "case-and-vision": ((1, 4, 10, 8, 2), (1, 4, 9, 9, 3), 6),
    "shared-ownership": ((3, 8, 9, 4, 1), (2, 7, 9, 6, 1), 5),
    "enabling-policies": ((8, 12, 4, 1, 0), (7, 12, 5, 1, 0), 2),
    "reflection-and-experiment": ((6, 8, 3, 8, 6), (7, 9, 2, 10, 8), 3),
    "capacity-to-change": ((6, 9, 6, 2, 0), (4, 8, 8, 3, 1), 4),
}
ROLES = {
    "1": (("Frontline", 15), ("Manager", 9), ("Senior leader", 8), ("Partner", 4), ("Elected member", 2)),
    "2": (("Frontline", 16), ("Manager", 10), ("Senior leader", 9), ("Partner", 4), ("Elected member", 3)),
}
SECTORS = (("Council", 7), ("Health", 3), ("Voluntary sector", 2))
# What a role adds to the score it would otherwise give, where it sees an enabler differently.
SHIFT = {("staff-permission", "Senior leader"): 2, ("staff-permission", "Frontline"): -1}
WORDS = {
    "reframing-risk": (
        "We only ever ask what could go wrong.",
        "The new risk form has a box for benefits. Nobody fills it in.",
        "People who use the service were in the room once, and it changed the plan.",
        "It depends who chairs the panel.",
    ),
    "staff-permission": (
        "I can sort things out myself as long as nobody asks me to write it down.",
        "Three signatures for a bus fare.",
        "My manager backs me when I try something.",
        "We say yes to people. The form says no.",
        "Leaders think we are free to act. Come and spend a day with us.",
    ),
    "enabling-policies": (
        "Half of my day is working around our own rules.",
        "The lone-working policy was rewritten with us and it works.",
        "We report on forty measures and learn from none.",
        "Funding runs for twelve months, so nobody plans for thirteen.",
    ),
    "reflection-and-experiment": (
        "In my team we try something every month.",
        "We get one chance, and it had better work.",
        "Nobody has time to look back.",
        "The Friday half hour is the best thing we started this year.",
        "I have never seen the result of a pilot.",
    ),
    "capacity-to-change": (
        "Nothing ever stops. Things are only added.",
        "Two days a month for the new work would be enough.",
        "We were lent a service designer for six weeks. More of that.",
    ),
    "trusted-relationships": ("I can ring the hospital team and be honest.", "We argue well."),
}


def people(rng: random.Random, name: str) -> list[dict[str, str]]:
    """Make the responses of one round."""
    people_count = sum(number for _, number in ROLES[name])
    deals = {enabler: _deal(rng, PATTERN[enabler], 0 if name == "1" else 1, people_count) for enabler in ENABLERS}
    rows: list[dict[str, str]] = []
    for role, number in ROLES[name]:
        for _ in range(number):
            sector = "Council" if role == "Elected member" else _one(rng, SECTORS)
            scores = {enabler: _seen_by(role, enabler, deals[enabler][len(rows)]) for enabler in ENABLERS}
            rows.append({"round": name, "role": role, "sector": sector, **scores})
    rng.shuffle(rows)
    if name == "2":
        for enabler, texts in WORDS.items():
            for row, text in zip(rng.sample(rows, len(texts)), texts, strict=True):
                row[f"{enabler}.words"] = text
    return rows


def _one(rng: random.Random, choices: tuple[tuple[str, int], ...]) -> str:
    return rng.choices([name for name, _ in choices], [weight for _, weight in choices])[0]


def _deal(rng: random.Random, pattern: tuple[tuple[int, ...], tuple[int, ...], int], which: int, n: int) -> list[str]:
    """Deal out scores in the proportions of the pattern, so that the finding is there and not left to luck."""
    unsure = round(pattern[2] * n / 100)
    weights = pattern[which]
    whole = [weight * (n - unsure) // sum(weights) for weight in weights]
    for place in sorted(range(5), key=lambda p: -(weights[p] * (n - unsure) % sum(weights)))[: n - unsure - sum(whole)]:
        whole[place] += 1
    dealt = [str(score) for score, number in enumerate(whole, start=1) for _ in range(number)]
    dealt += ["Not sure"] * unsure
    rng.shuffle(dealt)
    if rng.random() < 0.4:
        dealt[rng.randrange(n)] = ""
    return dealt


def _seen_by(role: str, enabler: str, dealt: str) -> str:
    if not dealt.isdecimal():
        return dealt
    return str(min(max(int(dealt) + SHIFT.get((enabler, role), 0), 1), 5))


def northvale() -> list[dict[str, str]]:
    """Make both rounds of the sample."""
    rng = random.Random(20261114)
    return [*people(rng, "1"), *people(rng, "2")]


def write(folder: Path) -> Path:
    """Write northvale.csv into a folder."""
    header = ["round", "role", "sector", *ENABLERS, *(f"{enabler}.words" for enabler in WORDS)]
    path = folder / "northvale.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(northvale())
    return path


if __name__ == "__main__":
    write(Path(sys.argv[1]))
