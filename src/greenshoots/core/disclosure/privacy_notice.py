"""How people are protected, in sentences for pages and reports."""

from __future__ import annotations

from greenshoots.core import translation
from greenshoots.core.disclosure.policy import OPEN_MINIMUM, Policy, Protection

USUAL = Policy()
"""The default promise."""


def protection_sentence(policy: Policy) -> str:
    """Write in one line how people are protected, for every page of results."""
    if policy.protection is Protection.NONE:
        return translation.say(
            "Not protected: these are exact counts from the file, for groups of any size. Do not share them."
        )
    if policy.protection is Protection.NAMED:
        return translation.say("Named: people gave their names with their scores, and knew this before they answered.")
    if policy.protection is Protection.OPEN:
        return translation.say(
            "Open room: results are shown for the whole room once {number} people have answered, never for groups "
            "in it.",
            number=OPEN_MINIMUM,
        )
    if policy.k < USUAL.k:
        return translation.say(
            "Results are shown only for groups of at least {k} people, fewer than the usual {usual}. Where nearly "
            "everyone gives the same score, a range is shown.",
            k=policy.k,
            usual=USUAL.k,
        )
    return translation.say(
        "Results are shown only for groups of at least {k} people. Where nearly everyone gives the same score, a "
        "range is shown.",
        k=policy.k,
    )


def protection_paragraphs(policy: Policy) -> tuple[str, ...]:
    """Explain in full how people are protected."""
    if policy.protection is Protection.NONE:
        return _not_protected()
    if policy.protection is Protection.NAMED:
        return _named()
    return _open_room() if policy.protection is Protection.OPEN else _blocks(policy)


def _not_protected() -> tuple[str, ...]:
    return (
        translation.say(
            "This document protects no one. It shows exact counts from the file, for groups of any size, and is "
            "meant only for people who already have the file. A group of one shows what that person answered."
        ),
        translation.say("Do not share it. To share results, create the report again without “--protection none”."),
    )


def _named() -> tuple[str, ...]:
    return (
        translation.say(
            "People gave their names with their scores, and knew this before they answered. So exact counts are "
            "shown here, for groups of any size, and a group of one shows what that person answered."
        ),
        translation.say("They gave their names to the people in the room with them. Ask them before you share this."),
    )


def _open_room() -> tuple[str, ...]:
    return (
        translation.say(
            "This was an open room: people knew that the spread of scores in the whole room is shown once {number} "
            "people have answered. Nothing is shown about any group in the room, and names are not stored.",
            number=OPEN_MINIMUM,
        ),
        translation.say(
            "In a small room, people may still be able to work out who gave which score. That is why an open room "
            "is for people who know and trust each other."
        ),
    )


def _blocks(policy: Policy) -> tuple[str, ...]:
    return (
        translation.say(
            "Results are shown only for groups of at least {k} people. This stays true when someone compares pages or "
            "looks again later. When nearly everyone in a group gives the same score, we show a range instead. This "
            "stops people working out what any one person answered.",
            k=policy.k,
        ),
        translation.say(
            "To make sure of this, everyone is counted in one block of at least {k} people. Blocks depend on the "
            "groups people belong to, never on what they answered. All results are sums of whole blocks, so "
            "subtracting one result from another never singles out a smaller group.",
            k=policy.k,
        ),
        translation.say(
            "“Not shown” or “too few people to show” means that a group is too small, or that its answers had to be "
            "counted with others. They still count in the overall results. “Close, not exact” or a range means that "
            "scores in one block are so alike that exact counts could show what one person answered."
        ),
        translation.say(
            "Comments are shown once at least {number} people have answered. They are in random order, not linked "
            "to scores and never shown by group. People may still recognise who wrote a comment, so read with "
            "care.",
            number=max(policy.k_words, policy.k),
        ),
        _colluders(policy.c),
    )


def _colluders(c: int) -> str:
    if c == 1:
        return translation.say(
            "Even if one person uses what they know about their answer, they cannot work out anyone else's score "
            "for certain."
        )
    return translation.say(
        "Even if {number} people share their answers with each other, they cannot work out anyone else's score for "
        "certain.",
        number=c,
    )
