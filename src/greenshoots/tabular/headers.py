"""What the header of a column means.

The rules, first match wins:

1. what the column mapping says (`greenshoots.tabular.mapping`);
2. our own layout: ``systems-mindset``, ``systems-mindset.2``, ``systems-mindset.words``, ``round``, ``viewpoint``,
   ``mode``;
3. a header that leaves no doubt that the column tells who answered: it is dropped;
4. an enabler by its title, axis name, id or ``Enabler 3: …``, or a statement by its text, with what survey tools put
   around it: ``3. …``, ``Q3. …``, ``G01Q02[SQ003]. …``, ``Please score each … [Systems mindset]``, ``… (required)``,
   a text that was cut off with ``…``; with *comment*, *why*, *words*, *reason* as well, comments on it;
5. other columns that could tell who answered: they are dropped;
6. headers that are only numbers or codes (`greenshoots.tabular.numbering`);
7. an enabler or statement named inside a longer header;
8. comments without a name, such as *Why?*, right after an enabler's column, if other enablers have such a column too or
   a further enabler follows: the last *Any comments?* of a form is about everything;
9. other columns that ask for comments are dropped: a comment can show who wrote it;
10. anything else is a group question, if its values allow it (`greenshoots.tabular.personal`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from greenshoots.core.instruments.model import MODE, ROUND, VIEWPOINT, Enabler, Question
from greenshoots.tabular import numbering, personal
from greenshoots.tabular.codes import DropReason
from greenshoots.tabular.names import Conflict, Fit, NamedQuestion, Names
from greenshoots.tabular.wording import clean, compact, plain

Kind = Literal["score", "words", "group", "dropped", "ignored", "unclear"]

OWN = {
    ROUND: ("round", "wave", "survey round", "round number", "rownd"),
    VIEWPOINT: ("viewpoint", "point of view", "perspective", "safbwynt"),
    MODE: ("mode", "response mode", "mode of response", "how it was answered", "modd"),
}
_OWN_NAMES = {compact(name): own for own, synonyms in OWN.items() for name in synonyms}
_ASKS_FOR_WORDS = re.compile(r"\b(comments?|why|words|reasons?|explain|explanation|sylwad|sylwadau|pam|rheswm)\b")
_ABOUT = re.compile(r"\b(on|about|for|your|any|further|the|ar|am|i)\b")
_BARE_WORDS = re.compile(
    r"(why|pam)( (is that|this score|did you (say|choose|give) (so|that|this)( score)?|do you say so))?( \d+)?"
    r"|(any |your |please )?(comments?|words|reasons?|sylwad(au)?|explain|explanation|tell us (why|more))"
    r"( (for|on|about) (your|this|the) (score|answer))?( \d+)?"
    r"|please (explain|tell us why|say why|give (a )?reasons?)( your (score|answer))?( \d+)?"
)
_FREE_TEXT = re.compile(
    r"\b(comments?|feedback|suggestions?|anything (else|to add)|explain|explanation|tell us (why|more)|"
    r"in your own words|sylwad|sylwadau|awgrymiadau)\b|^(why|pam)\b"
)
_MARKS = re.compile(r"(points|feedback)\s+[-–]\s.*|total points|quiz feedback|score", re.IGNORECASE | re.DOTALL)
_OTHER = re.compile(
    r".*\[(other|arall)\]\.?(\s.*)?|(G\d+)?Q\d+(\[\w+\])?\[?(comment|other)\]?", re.IGNORECASE | re.DOTALL
)
_CODE_PREFIX = re.compile(r"(?P<code>[A-Za-z][A-Za-z0-9]*)(\[\w+\])?\. (?P<text>.+)", re.DOTALL)
_SURVEY_CODE = re.compile(r"(?:G\d+)?Q\d+\w*", re.IGNORECASE)
_COMMENT = re.compile(r"(?P<rest>.*)\[(comments?|sylwad(au)?)\](?P<text>.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of a column.

    Arguments:
        kind: What is done with it; *unclear* is refused unless other columns name the enablers.
        question: For scores, what was scored.
        enabler: For comments, what they are about.
        name: For a group question, its name.
        reason: For a dropped column, why.
        settled: True where it comes from the column mapping of the person.
    """

    kind: Kind
    question: Question | None = None
    enabler: Enabler | None = None
    name: str = ""
    reason: DropReason | None = None
    settled: bool = False

    @property
    def about(self) -> str:
        """Return the id of a question or an enabler, or the name of a group question; else an empty text."""
        if self.question is not None:
            return self.question.id
        return self.enabler.id if self.enabler is not None else self.name


_BARE = Meaning("words")
"""Comments whose enabler is not known yet."""


def understand(headers: Sequence[str], names: Names) -> list[Meaning | Conflict]:
    """Return what each column means, from the headers alone.

    Returns:
        A meaning for each column, or the two enablers that its header names at once.
    """
    numbers = numbering.settle(headers, names)
    meanings = [_meaning(text, names) for text in headers]
    for place, question in numbers.items():
        meaning = meanings[place]
        if question is not None:
            meanings[place] = Meaning("score", question)
        elif isinstance(meaning, Meaning) and meaning.kind == "group":
            meanings[place] = replace(meaning, kind="unclear")
    if any(_is_code_and_text(text) for text in headers):
        meanings = [_by_code(meaning) for meaning in meanings]
    return _with_bare_words(headers, meanings)


def _is_code_and_text(text: str) -> bool:
    prefix = _CODE_PREFIX.fullmatch(text)
    return prefix is not None and _SURVEY_CODE.fullmatch(prefix["code"]) is not None


def _by_code(meaning: Meaning | Conflict) -> Meaning | Conflict:
    """Name a group question by the code before its text, or by the text if the code is only a number."""
    if not isinstance(meaning, Meaning) or meaning.kind != "group":
        return meaning
    prefix = _CODE_PREFIX.fullmatch(meaning.name)
    if prefix is None:
        return meaning
    return replace(meaning, name=prefix["text"] if _SURVEY_CODE.fullmatch(prefix["code"]) else prefix["code"])


def _meaning(text: str, names: Names) -> Meaning | Conflict:
    text = text.strip()
    if not compact(text):
        return Meaning("ignored")
    if question := names.id(text):
        return Meaning("score", question)
    if text.lower().endswith(".words") and (question := names.id(text[: -len(".words")])):
        return Meaning("words", enabler=question.enabler)
    if own := _OWN_NAMES.get(compact(text)):
        return Meaning("group", name=own)
    if reason := personal.certainly(text):
        return Meaning("dropped", reason=reason)
    found = names.find(text)
    if isinstance(found, Conflict):
        return found
    if found and found.fit is Fit.WHOLE:
        return _score_or_words(text, found, names)
    return _without_a_name(text, found, names)


def _without_a_name(text: str, found: NamedQuestion | None, names: Names) -> Meaning:
    bare = plain(text)
    # After names of enablers: “We reply to e-mails within a day” is a statement, and “Time” may be an enabler's short
    # name.
    if reason := personal.likely(text):
        return Meaning("dropped", reason=reason)
    if _MARKS.fullmatch(text):
        return Meaning("ignored")
    if about := _words_about(text, names):
        return Meaning("words", enabler=about)
    if found:
        return _score_or_words(text, found, names)
    if _BARE_WORDS.fullmatch(bare):
        return _BARE
    if _FREE_TEXT.search(bare) or _OTHER.fullmatch(text):
        return Meaning("dropped", reason=DropReason.FREE_TEXT)
    return Meaning("group", name=clean(text))


def _score_or_words(text: str, found: NamedQuestion, names: Names) -> Meaning:
    """Return scores or comments, by what a header says apart from the name of the enabler or statement."""
    rest = plain(text)
    # Every wording counts, also the start of one: “We look at what should stop, and why…” is no column of comments.
    for name in (*names.spellings(found.question), found.start):
        rest = rest.replace(name, " ") if name else rest
    if _ASKS_FOR_WORDS.search(rest):
        return Meaning("words", enabler=found.question.enabler)
    return Meaning("score", found.question)


def _words_about(text: str, names: Names) -> Enabler | None:
    """Find the enabler in headers such as *Comments on Trust* and *systemsmindset[comment]*."""
    if comment := _COMMENT.fullmatch(text):
        for part in (comment["rest"], comment["text"].strip(" .")):
            found = names.find(part) if part.strip() else None
            if isinstance(found, NamedQuestion):
                return found.question.enabler
    if question := names.code(re.sub(r"_?(comments?|words)$", "", text, flags=re.IGNORECASE)):
        return question.enabler
    bare = plain(text)
    if not _ASKS_FOR_WORDS.search(bare):
        return None
    rest = _ASKS_FOR_WORDS.sub(" ", bare)
    question = names.code(rest) or names.code(_ABOUT.sub(" ", rest))
    return question.enabler if question else None


def _with_bare_words(headers: Sequence[str], meanings: Sequence[Meaning | Conflict]) -> list[Meaning | Conflict]:
    """Assign comments without a name to the enabler whose column they follow."""
    settled: list[Meaning | Conflict] = []
    before: Enabler | None = None
    last = max(
        (place for place, each in enumerate(meanings) if isinstance(each, Meaning) and each.question), default=-1
    )
    asked = Counter(_wording(headers[place]) for place, meaning in enumerate(meanings) if meaning is _BARE)
    for place, meaning in enumerate(meanings):
        if meaning is not _BARE:
            settled.append(meaning)
        # The last “Any comments?” of a form is about everything. Given to the last enabler, it would be shown with it.
        elif before is not None and (place < last or asked[_wording(headers[place])] > 1):
            settled.append(Meaning("words", enabler=before))
        else:
            settled.append(Meaning("dropped", reason=DropReason.FREE_TEXT))
        if compact(headers[place]):
            question = meaning.question if isinstance(meaning, Meaning) else None
            before = question.enabler if question else None
    return settled


def _wording(header: str) -> str:
    """Return a header without the number that Microsoft Forms adds to equal ones."""
    return plain(header).rstrip("0123456789 ")
