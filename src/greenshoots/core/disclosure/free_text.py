"""Comments: which may be shown, and in which order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from greenshoots.core import translation
from greenshoots.core.answers import Answers
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.instruments.model import Enabler, Instrument

FEWEST = 3
"""The fewest comments on an enabler for any of them to be shown."""

# An e-mail address, a web address, a run of digits as long as a telephone number, a handle.
# One character on each side of the @ is enough: “+” takes four seconds on a word of 20,000 letters. No “/” and “–”
# between digits: a run of years, such as “2019/2020/2021”, is no telephone number.
_REACHES_SOMEBODY = re.compile(r"[\w.+-]@[\w-]|https?://|www\.|(?:\d[\s().-]{0,2}){9,}|(?<!\w)@\w{2,}")


@dataclass(frozen=True, slots=True)
class EnablerWords:
    """The comments on one enabler, in an order that is not linked to people or scores.

    Arguments:
        enabler: The enabler.
        texts: The comments that may be shown.
        held_back: How many are not shown because they seem to name a person or give contact details.
        reason: Why none are shown, as a sentence; empty where some are shown or no one wrote any.
    """

    enabler: Enabler
    texts: tuple[str, ...] = ()
    held_back: int = 0
    reason: str = ""


def choose(answers: Answers, policy: Policy) -> tuple[EnablerWords, ...]:
    """Choose the comments of one round that may be shown.

    Arguments:
        answers: The responses of the round.
        policy: What people were promised.
    """
    texts = {enabler: [remark.text for remark in remarks] for enabler, remarks in answers.words.items()}
    return choose_texts(answers.instrument, texts, len(answers), policy)


def choose_texts(
    instrument: Instrument, texts: Mapping[str, Sequence[str]], people: int, policy: Policy
) -> tuple[EnablerWords, ...]:
    """Choose the comments that may be shown, enabler by enabler; never by respondent group.

    Comments are outside the guarantee that blocks give: people may be recognised by what they say. So comments are
    mixed among at least `policy.k_words` people and never fewer than k, shown from three on, and ordered by a digest of
    the text, which says nothing about who wrote when. Comments that seem to hold an address or a telephone number are
    held back.

    Arguments:
        instrument: What was asked.
        texts: What people wrote, by enabler id.
        people: How many people answered, with or without a comment.
        policy: What people were promised.

    Returns:
        One entry for each enabler, in the instrument's order, also where no one wrote a comment.
    """
    return tuple(_of_enabler(enabler, texts.get(enabler.id, ()), people, policy) for enabler in instrument.enablers)


def _of_enabler(enabler: Enabler, comments: Sequence[str], people: int, policy: Policy) -> EnablerWords:
    texts = [text for comment in comments if (text := " ".join(comment.split()))]
    if not texts:
        return EnablerWords(enabler)
    # Where k is above ten, comments were once mixed among fewer than k people.
    fewest = max(policy.k_words, policy.minimum)
    if policy.conceals and people < fewest:
        reason = translation.say("Comments are shown once at least {number} people have answered.", number=fewest)
        return EnablerWords(enabler, reason=reason)
    # The order of a digest says nothing about who wrote when, and is the same in every document. A shuffle would need a
    # seed; the alphabet makes readers look for meaning (decision 7).
    safe = sorted((text for text in texts if not reaches_somebody(text)), key=_digest)
    held_back = len(texts) - len(safe)
    # Comments that are held back do not count, so that fewer than three are never shown.
    if policy.conceals and len(safe) < FEWEST:
        reason = translation.say("Comments are shown once at least {number} people have written one.", number=FEWEST)
        return EnablerWords(enabler, reason=reason)
    return EnablerWords(enabler, tuple(safe), held_back)


def reaches_somebody(text: str) -> bool:
    """Return whether a text seems to hold an e-mail or web address, a telephone number or a handle.

    >>> reaches_somebody("Ask me on 01632 960 001"), reaches_somebody("We met 3 times in 2026")
    (True, False)
    """
    return _REACHES_SOMEBODY.search(text) is not None


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
