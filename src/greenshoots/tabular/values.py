"""The meaning of a cell in a column of scores.

The rules, first match wins:

1. nothing is *skipped*;
2. what the column mapping says of this value;
3. a whole number is that score: ``4``, ``4.0``, ``4,0``, ``٤``;
4. a label of the scale, in any case, is its score;
5. *not sure*, *don't know*, *DK*, a question mark and the instrument's own words are *not sure*;
6. *N/A*, *prefer not to say*, a dash are *skipped*: the person gave neither a score nor a doubt;
7. LimeSurvey's codes ``A1`` to ``A5`` are the places on a scale that begins at 1. On a scale that begins elsewhere
   they could mean two things and are refused;
8. a number with its label, ``5 - Strongly agree`` or ``Strongly agree (5)``, if the two belong together;
9. the same thing in two languages, ``Agree / Cytuno``, if both mean the same;
10. anything else is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from greenshoots.core.answers import SKIPPED, UNSURE
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.refusals import Fact
from greenshoots.tabular.codes import RefusalCode
from greenshoots.tabular.wording import plain

FAULT = -128
"""The code of a cell that cannot be read."""

UNSURE_WORDS = frozenset(
    {
        "not sure", "unsure", "don t know", "dont know", "do not know", "dk", "d k", "can t say", "cannot say",
        "no opinion", "not sure don t know", "ddim yn siwr", "ddim yn gwybod", "dim syniad",
    }
)  # fmt: skip
QUESTION_MARKS = frozenset({"?", "？", "؟"})
SKIPPED_WORDS = frozenset(
    {"n a", "na", "not applicable", "no answer", "prefer not to say", "skipped", "none", "null", "dim ateb"}
)

MOST_KEPT = 10_000
"""A column of scores with more different cells than this is not one; its cells are not remembered."""

LONGEST = 300
"""No score is written with more characters than this."""

_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[.,]0{0,6})?")
_NUMBER_AND_LABEL = re.compile(r"(?P<number>\d{1,3}) (?P<label>.+)")
_LABEL_AND_NUMBER = re.compile(r"(?P<label>.+) (?P<number>\d{1,3})")
_LIMESURVEY = re.compile(r"AO?0*(\d{1,2})")
_DASHES = re.compile(r"[-‐-―.…_]+")


class Codes(dict[str, int]):
    """Turn cells into codes, looking at each different cell once.

    A million rows hold a handful of different cells, so reading them is one look-up each. A cell that cannot be read
    gets the code `FAULT`; `fault` returns why.

    Arguments:
        instruments: What was answered; further ones are the same instrument in other languages.
        own: What further values mean, as the person settled it: a score, or *unsure* or *skipped*.
    """

    def __init__(self, instruments: Sequence[Instrument], own: Mapping[str, int | str] | None = None) -> None:
        super().__init__()
        self._scale = instruments[0].scale
        self._labels = _labels(instruments)
        self._unsure = UNSURE_WORDS | {plain(each.scale.unsure) for each in instruments}
        self._own = {_key(text): meaning for text, meaning in (own or {}).items()}

    def __missing__(self, cell: str) -> int:
        """Read a cell that has not been seen before."""
        try:
            code = self._read(cell.strip())
        except ValueError:
            code = FAULT
        if len(self) < MOST_KEPT:
            self[cell] = code
        return code

    def fault(self, cell: str) -> RefusalCode | None:
        """Return why a cell cannot be read; None where it can."""
        try:
            self._read(cell.strip())
        except ValueError as error:
            return RefusalCode(error.args[0])
        return None

    def facts(self) -> dict[str, Fact]:
        """Return what a sentence about any wrong cell names: the ends of the scale and the words for *not sure*."""
        scale = self._scale
        return {
            "lowest": scale.minimum,
            "lowest_label": scale.label(scale.minimum),
            "highest": scale.maximum,
            "highest_label": scale.label(scale.maximum),
            "unsure": scale.unsure,
        }

    def reads_all(self, cells: Iterable[str]) -> bool:
        """Return whether all these cells could be in a column of scores, with at least one score among them."""
        codes = [self[cell] for cell in cells]
        return FAULT not in codes and any(code >= 0 for code in codes)

    def _read(self, text: str) -> int:
        if not text:
            return SKIPPED
        if len(text) > LONGEST:
            raise ValueError(RefusalCode.NOT_A_SCORE)
        key = _key(text)
        # Before everything but blanks: what the person settled in the mapping decides, also for a “9” that means not
        # sure.
        if key in self._own:
            return self._meaning(self._own[key])
        if text in QUESTION_MARKS:
            return UNSURE
        if (number := _whole(text)) is not None:
            return self._place(number)
        return self._read_words(text, plain(text))

    def _read_words(self, text: str, bare: str) -> int:
        if bare in self._labels:
            return self._place(self._only(self._labels[bare]))
        if bare in self._unsure:
            return UNSURE
        if bare in SKIPPED_WORDS or _DASHES.fullmatch(text):
            return SKIPPED
        if match := _LIMESURVEY.fullmatch(text):
            return self._limesurvey(int(match[1]))
        if (code := self._with_label(text, bare)) is not None:
            return code
        parts = [part for part in re.split(r"\s*[/|\n]\s*", text) if part]
        if len(parts) > 1:
            return self._alike(parts)
        raise ValueError(RefusalCode.NOT_A_SCORE)

    def _with_label(self, text: str, bare: str) -> int | None:
        for pattern in (_NUMBER_AND_LABEL, _LABEL_AND_NUMBER):
            match = pattern.fullmatch(bare)
            if match is None or match["label"] not in self._labels:
                continue
            number = int(match["number"])
            # Punctuation is off by now, so a minus sign before the number is looked for in the cell itself.
            minus = self._scale.minimum < 0 and re.search(rf"(?:^|[\s(\[])[-−–]0*{number}\b", text)
            signed = -number if minus else number
            if signed not in self._labels[match["label"]]:
                raise ValueError(RefusalCode.NUMBER_AND_LABEL_DIFFER)
            return self._place(signed)
        return None

    def _alike(self, parts: Sequence[str]) -> int:
        codes = {self._read(part) for part in parts}
        if len(codes) > 1:
            raise ValueError(RefusalCode.TWO_ANSWERS)
        return codes.pop()

    def _only(self, points: frozenset[int]) -> int:
        if len(points) > 1:
            raise ValueError(RefusalCode.LABEL_OF_TWO_POINTS)
        return next(iter(points))

    def _limesurvey(self, place: int) -> int:
        if self._scale.minimum != 1:
            raise ValueError(RefusalCode.CODE_OF_TWO_POINTS)
        return self._place(place)

    def _meaning(self, meaning: int | str) -> int:
        if isinstance(meaning, int):
            return self._place(meaning)
        return UNSURE if meaning == "unsure" else SKIPPED

    def _place(self, score: int) -> int:
        if not self._scale.minimum <= score <= self._scale.maximum:
            raise ValueError(RefusalCode.OFF_THE_SCALE)
        return score - self._scale.minimum


def _whole(text: str) -> int | None:
    text = unicodedata.normalize("NFKC", text).replace("−", "-")
    return int(re.split("[.,]", text)[0]) if _NUMBER.fullmatch(text) else None


def _key(text: str) -> str:
    """Return the key by which values of the mapping are compared; ``9``, ``9.0`` and ``-9`` stay numbers."""
    number = _whole(text.strip())
    return str(number) if number is not None else plain(text) or text.strip()


def _labels(instruments: Sequence[Instrument]) -> dict[str, frozenset[int]]:
    labels: dict[str, frozenset[int]] = {}
    for instrument in instruments:
        for point, label in instrument.scale.labels.items():
            labels[plain(label)] = labels.get(plain(label), frozenset()) | {point}
    return labels
