"""What a cell in a column of scores means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from greenshoots.core.answers import SKIPPED, UNSURE
from greenshoots.core.instrument import Scale

UNSURE_WORDS = frozenset(
    {
        "not sure", "unsure", "don t know", "dont know", "do not know", "dk", "d k", "can t say", "cannot say",
        "no opinion", "ddim yn siwr", "ddim yn gwybod", "weiss nicht",
    }
)  # fmt: skip
SKIPPED_WORDS = frozenset({"n a", "na", "not applicable", "no answer", "prefer not to say", "skipped", "none", "null"})

_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[.,]0+)?")
_NUMBER_AND_LABEL = re.compile(r"(?P<number>-?\d{1,3})\s*(?:[-–—:.=)]|\s|\()\s*(?P<label>.*?)\)?\s*")
_LABEL_AND_NUMBER = re.compile(r"(?P<label>.*?)\s*[-–—:=(]\s*(?P<number>\d{1,3})\)?\s*")
_LIMESURVEY = re.compile(r"A[O]?0*(\d{1,2})")


def plain(text: str) -> str:
    """Take case, accents and punctuation off a text, to compare it with another.

    >>> plain("  Don't KNOW… ")
    'don t know'
    """
    spread = unicodedata.normalize("NFKD", text)
    letters = "".join(char for char in spread if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]+|_", " ", letters.casefold()).split())


class Codes(dict[str, int]):
    """Turn cells into codes, looking at each different cell once.

    A million rows hold a handful of different cells, so reading them is one look-up each.

    Arguments:
        scale: The scale that was answered on.
        own: What the person says that further values mean: a score, or *unsure* or *skipped*.
    """

    def __init__(self, scale: Scale, own: Mapping[str, int | str] | None = None) -> None:
        super().__init__()
        self._scale = scale
        self._labels = {plain(label): point for point, label in scale.labels.items()}
        self._unsure = UNSURE_WORDS | {plain(scale.unsure)}
        self._own = {plain(text): meaning for text, meaning in (own or {}).items()}

    def __missing__(self, cell: str) -> int:
        """Read a cell that has not been seen before; raises ValueError with the reason."""
        code = self._read(cell.strip())
        self[cell] = code
        return code

    def _read(self, text: str) -> int:
        if not text:
            return SKIPPED
        bare = plain(text)
        if bare in self._own:
            return self._meaning(self._own[bare])
        if _NUMBER.fullmatch(text):
            return self._place(int(float(text.replace(",", "."))))
        if bare in self._labels:
            return self._place(self._labels[bare])
        if bare in self._unsure:
            return UNSURE
        if bare in SKIPPED_WORDS or not bare:
            return SKIPPED
        return self._read_with_label(text)

    def _read_with_label(self, text: str) -> int:
        if found := _LIMESURVEY.fullmatch(text):
            return self._place(self._scale.minimum + int(found[1]) - 1)
        for pattern in (_NUMBER_AND_LABEL, _LABEL_AND_NUMBER):
            found = pattern.fullmatch(text)
            if found is None or plain(found["label"]) not in self._labels:
                continue
            if self._labels[plain(found["label"])] != int(found["number"]):
                raise ValueError(f"The number and the words do not belong together: {self._choices()}.")
            return self._place(int(found["number"]))
        raise ValueError(f"This is no score. Use {self._choices()}, “{self._scale.unsure}”, or leave it blank.")

    def _meaning(self, meaning: int | str) -> int:
        if isinstance(meaning, int):
            return self._place(meaning)
        return UNSURE if meaning == "unsure" else SKIPPED

    def _place(self, score: int) -> int:
        if not self._scale.minimum <= score <= self._scale.maximum:
            raise ValueError(f"The score is off the scale. Use {self._scale.minimum} to {self._scale.maximum}.")
        return score - self._scale.minimum

    def _choices(self) -> str:
        ends = (self._scale.minimum, self._scale.maximum)
        return " to ".join(f"{end} ({self._scale.label(end)})" for end in ends)
