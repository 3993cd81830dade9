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
        return translation.say(
            "Named: people knew before they answered that their names would be kept with their scores."
        )
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
            "This document does not protect people's answers. It shows exact counts from the file, for groups of any "
            "size, and is meant only for people who already have the file. A group of one shows what that person "
            "answered."
        ),
        translation.say("Do not share it. To share results, create the report again without “--protection none”."),
    )


def _named() -> tuple[str, ...]:
    return (
        translation.say(
            "People knew before they answered that their names would be kept with their scores. So exact counts are "
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
            "To make sure of this, we put people into blocks of at least {k} people. Each person is in exactly one "
            "block. Blocks depend on the groups people belong to, never on what they answered. All results are sums "
            "of whole blocks, so subtracting one result from another never singles out a smaller group.",
            k=policy.k,
        ),
        *_whole_first(policy),
        translation.say(
            "“Not shown” or “too few people to show” means that a group is too small, or that its answers had to be "
            "counted with those of other groups. They still count in the overall results. “Approximate” or a range "
            "means that exact counts could show what one person answered."
        ),
        translation.say(
            "Comments are shown once at least {number} people have answered. They are in random order, not linked "
            "to scores and never shown by group. People may still recognise who wrote a comment, so read with "
            "care.",
            number=max(policy.k_words, policy.k),
        ),
        _colluders(policy.c),
    )


def _whole_first(policy: Policy) -> tuple[str, ...]:
    """Explain ranges where everyone is counted first: a team that sees exact results asks why its groups differ."""
    if not policy.whole_first:
        return ()
    return (
        translation.say(
            "Overall results are counted first. Each group is then shown only as exactly as that allows, often as a "
            "range."
        ),
    )


def _colluders(c: int) -> str:
    if c == 1:
        return translation.say(
            "Even people who use what they know about their own answer cannot work out anyone else's score for certain."
        )
    return translation.say(
        "Even if {number} people share their answers with each other, they cannot work out anyone else's score for "
        "certain.",
        number=c,
    )
