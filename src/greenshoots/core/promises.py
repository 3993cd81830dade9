"""What people were promised, in the words they were promised it."""

from __future__ import annotations

from greenshoots.core.policy import OPEN_MINIMUM, Policy, Protection

USUAL = Policy()
"""What is promised unless somebody chooses otherwise."""


def protection_sentence(policy: Policy) -> str:
    """Say in one line how people are protected; it stands on every page."""
    if policy.protection is Protection.NONE:
        return "Not protected: these are the counts of the file, for groups of any size. Keep them to yourself."
    if policy.protection is Protection.NAMED:
        return "Named: people signed their scores, and knew that they did."
    if policy.protection is Protection.OPEN:
        return f"Open room: the whole room is shown from {OPEN_MINIMUM} answers on, and nothing about any group in it."
    if policy.k < USUAL.k:
        return (
            f"Shown for groups of at least {policy.k} people, fewer than the usual {USUAL.k}. "
            "Where nearly everyone agrees, a range is shown."
        )
    return (
        f"Shown for groups of at least {policy.k} people, never fewer. Where nearly everyone agrees, a range is shown."
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
        (
            "Nobody is protected in this document. It holds the counts of the file, for groups of any size, and is "
            "meant for somebody who holds the file anyway. A group of one shows what that person answered."
        ),
        "Do not pass it on. To share results, make the report again without “--protection none”.",
    )


def _named() -> tuple[str, ...]:
    return (
        (
            "People signed their scores, and knew that they did before they gave any. So the counts stand here as they "
            "are, for groups of any size, and a group of one shows what that person answered."
        ),
        "They signed for the people they were in the room with. Ask them before you pass this on.",
    )


def _open_room() -> tuple[str, ...]:
    return (
        (
            "This was an open room: people knew that the spread of the whole room is shown once "
            f"{OPEN_MINIMUM} have answered. Nothing is shown about any group in the room, and no names are kept."
        ),
        (
            "In a small room somebody may still work out who gave which score. That is why an open room is for people "
            "who know and trust each other."
        ),
    )


def _blocks(policy: Policy) -> tuple[str, ...]:
    return (
        (
            f"Results are shown for groups of at least {policy.k} people, never fewer, also when someone compares "
            "screens or looks again later. When nearly everyone in a group agrees we show a range, so that "
            "nobody's own answer is given away."
        ),
        (
            f"To make sure of that, everybody is put into one block of at least {policy.k} people, by the groups "
            "they belong to and never by what they answered. Each block is counted once. Everything here is the "
            "sum of whole blocks, so nothing you can take away from anything else leaves fewer people than that."
        ),
        (
            "“Not shown” means that too few people are in a group, or that their answers had to be counted with "
            "others. Their answers do count in the overall picture. “Close, not exact” or a range means that in "
            "one block nearly everyone gave the same score."
        ),
        (
            f"Words are shown when at least {max(policy.k_words, policy.k)} people have answered, in no order and "
            "never by group. What people wrote may still be recognised by those who know them, so read it with care."
        ),
        f"Even if {_colluders(policy.c)}, nobody else's score can be worked out for certain.",
    )


def _colluders(c: int) -> str:
    return "one person uses what they know of their own answer" if c == 1 else f"{c} people pool their own answers"
