"""What people were promised, in the words they were promised it."""

from __future__ import annotations

from greenshoots.core import translation
from greenshoots.core.disclosure.policy import OPEN_MINIMUM, Policy, Protection

USUAL = Policy()
"""What is promised unless somebody chooses otherwise."""


def protection_sentence(policy: Policy) -> str:
    """Say in one line how people are protected; it stands on every page."""
    if policy.protection is Protection.NONE:
        return translation.say(
            "Not protected: these are the counts of the file, for groups of any size. Keep them to yourself."
        )
    if policy.protection is Protection.NAMED:
        return translation.say("Named: people signed their scores, and knew that they did.")
    if policy.protection is Protection.OPEN:
        return translation.say(
            "Open room: the whole room is shown from {number} answers on, and nothing about any group in it.",
            number=OPEN_MINIMUM,
        )
    if policy.k < USUAL.k:
        return translation.say(
            "Shown for groups of at least {k} people, fewer than the usual {usual}. "
            "Where nearly everyone gives the same score, a range is shown.",
            k=policy.k,
            usual=USUAL.k,
        )
    return translation.say(
        "Shown for groups of at least {k} people, never fewer. "
        "Where nearly everyone gives the same score, a range is shown.",
        k=policy.k,
    )


def protection_paragraphs(policy: Policy) -> tuple[str, ...]:
    """Explain how people are protected, for somebody who wants to know exactly what was done."""
    if policy.protection is Protection.NONE:
        return _not_protected()
    if policy.protection is Protection.NAMED:
        return _named()
    return _open_room() if policy.protection is Protection.OPEN else _blocks(policy)


def _not_protected() -> tuple[str, ...]:
    return (
        translation.say(
            "Nobody is protected in this document. It holds the counts of the file, for groups of any size, and is "
            "meant for somebody who holds the file anyway. A group of one shows what that person answered."
        ),
        translation.say("Do not pass it on. To share results, make the report again without “--protection none”."),
    )


def _named() -> tuple[str, ...]:
    return (
        translation.say(
            "People signed their scores, and knew that they did before they gave any. So the counts stand here as they "
            "are, for groups of any size, and a group of one shows what that person answered."
        ),
        translation.say("They signed for the people they were in the room with. Ask them before you pass this on."),
    )


def _open_room() -> tuple[str, ...]:
    return (
        translation.say(
            "This was an open room: people knew that the spread of the whole room is shown once {number} have "
            "answered. Nothing is shown about any group in the room, and no names are kept.",
            number=OPEN_MINIMUM,
        ),
        translation.say(
            "In a small room somebody may still work out who gave which score. That is why an open room is for people "
            "who know and trust each other."
        ),
    )


def _blocks(policy: Policy) -> tuple[str, ...]:
    return (
        translation.say(
            "Results are shown for groups of at least {k} people, never fewer, also when someone compares screens or "
            "looks again later. When nearly everyone in a group gives the same score we show a range, so that nobody's "
            "own answer is given away.",
            k=policy.k,
        ),
        translation.say(
            "To make sure of that, everybody is put into one block of at least {k} people, by the groups they belong "
            "to and never by what they answered. Each block is counted once. Everything here is the sum of whole "
            "blocks, so nothing you can take away from anything else leaves fewer people than that.",
            k=policy.k,
        ),
        translation.say(
            "“Not shown” means that too few people are in a group, or that their answers had to be counted with "
            "others. Their answers do count in the overall picture. “Close, not exact” or a range means that in "
            "one block scores are so alike that exact counts could show somebody's own answer."
        ),
        translation.say(
            "Words are shown when at least {number} people have answered, in no order and never by group. What people "
            "wrote may still be recognised by those who know them, so read it with care.",
            number=max(policy.k_words, policy.k),
        ),
        _colluders(policy.c),
    )


def _colluders(c: int) -> str:
    if c == 1:
        return translation.say(
            "Even if one person uses what they know of their own answer, nobody else's score can be worked out for "
            "certain."
        )
    return translation.say(
        "Even if {number} people pool their own answers, nobody else's score can be worked out for certain.", number=c
    )
