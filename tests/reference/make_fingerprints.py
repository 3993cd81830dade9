"""Write fingerprints of the guide, so that wordings can be compared without copying any.

    python tests/reference/make_fingerprints.py GUIDE.txt

`guide-fingerprints.txt` holds a digest of each enabler's title in section 2.1, in order, and of each run of six words
in the other paragraphs of that section; `guide-fingerprints-ideas.txt` of each run in section 2.2. Nothing of the
guide can be read from them. `guide-reading-grades.txt` holds how hard each of its 33 statements is to read.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RUN = 6
SHORT = 10
"""Letters of a digest in the larger file: two different runs share one in a hundred million pairs."""
FILE = Path(__file__).with_name("guide-fingerprints.txt")
IDEAS = Path(__file__).with_name("guide-fingerprints-ideas.txt")
GRADES = Path(__file__).with_name("guide-reading-grades.txt")
_TITLE = re.compile(r"Enabler \d+: (.+)")


def words(text: str) -> list[str]:
    """Return the words of a text, without case, punctuation and apostrophes."""
    return re.findall(r"[^\W_]+", re.sub(r"['’]", "", text).casefold())


def digest(found: list[str]) -> str:
    """Return a short digest of words in a row."""
    return hashlib.sha256(" ".join(found).encode()).hexdigest()[:16]


def runs(text: str) -> Iterator[str]:
    """Return the digest of each run of six words."""
    found = words(text)
    return (digest(found[start : start + RUN]) for start in range(len(found) - RUN + 1))


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text: years at school, by words in a sentence and syllables in a word."""
    text = text.replace("e.g. ", "")
    found = words(text)
    sentences = len(re.findall(r"[.!?](?=\s|$)", text)) or 1
    return 0.39 * len(found) / sentences + 11.8 * sum(map(_syllables, found)) / len(found) - 15.59


def _syllables(word: str) -> int:
    # A silent ending is no syllable of its own: “place”, “placed”; but “able”, “needed”.
    stem = re.sub(r"(?<!l)e$|(?<![td])ed$", "", word) if len(word) > 3 else word
    return max(1, len(re.findall(r"[aeiouy]+", stem)) + len(re.findall(r"ia|io(?!n)|ua", stem)))


def main() -> None:
    """Read the guide and write the digests."""
    guide = Path(sys.argv[1]).read_text(encoding="utf-8")
    section = guide[guide.index("\n2.1 ") : guide.index("\n2.2 ")]
    titles = [digest(words(title)) for title in _TITLE.findall(section)]
    paragraphs = [line for line in section.splitlines() if not _TITLE.match(line)]
    shingles = sorted({run for line in paragraphs for run in runs(line)})
    FILE.write_text("\n".join([*(f"title {title}" for title in titles), *shingles]) + "\n", encoding="utf-8")
    statements = [line.removeprefix("- ") for line in section.splitlines() if line.startswith("- ")]
    GRADES.write_text("".join(f"{grade(statement):.1f}\n" for statement in statements), encoding="utf-8")
    ideas = guide[guide.index("\n2.2 ") :]
    shortened = sorted({run[:SHORT] for line in ideas.splitlines() for run in runs(line)})
    IDEAS.write_text("\n".join(shortened) + "\n", encoding="utf-8")
    print(f"{len(shortened)} runs in {IDEAS.name}")  # noqa: T201
    print(f"{len(titles)} titles and {len(shingles)} runs of {RUN} words in {FILE.name}")  # noqa: T201


if __name__ == "__main__":
    main()
