"""The protection that the people who answer were promised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from greenshoots.core.errors import PolicyError

OPEN_MINIMUM = 3
"""The fewest answers for which an open room shows its distribution."""


class Protection(StrEnum):
    """The way answers are protected.

    PROTECTED: frozen blocks of at least k people. OPEN: the whole room from three answers, and nothing else.
    NAMED: exact counts, because people gave their names with their scores and knew this beforehand. NONE: exact counts
    of a file, for people who already have the file.
    """

    PROTECTED = "protected"
    OPEN = "open"
    NAMED = "named"
    NONE = "none"


class Arrangement(StrEnum):
    """Which comes first where not everything can be shown.

    BY_GROUP: each group is counted in blocks, and everyone is the sum of the blocks. WHOLE_FIRST: everyone is counted
    in full, and each group as finely as the whole allows.
    """

    BY_GROUP = "by group"
    WHOLE_FIRST = "whole first"


@dataclass(frozen=True, slots=True)
class Policy:
    """How answers are protected, fixed before the first answer is shown.

    Arguments:
        protection: The way.
        k: The fewest people in a block.
        c: The most people of a block who might share their answers to work out another person's answer.
        groups: Respondent groups that may be shown, most important first.
        k_words: The fewest people among whom comments are mixed.
        arrangement: Which comes first, everyone or the groups.

    Raises:
        PolicyError: k is below 3 or below 2c + 1.
    """

    protection: Protection = Protection.PROTECTED
    k: int = 5
    c: int = 1
    groups: tuple[str, ...] = ()
    k_words: int = 10
    arrangement: Arrangement = Arrangement.BY_GROUP

    def __post_init__(self) -> None:
        if self.c < 1:
            raise PolicyError("c must be 1 or more, because each person knows at least their own answer.")
        # With 2c people or fewer in a block, those who tell theirs could leave a single score possible for the others:
        # the proof for bands needs more than 2c of them (docs/explanation/protection.md).
        if self.k < max(3, 2 * self.c + 1):
            raise PolicyError(
                f"Groups of {self.k} are too small to protect anyone. Choose at least {max(3, 2 * self.c + 1)}."
            )
        # An open room shows the whole from three answers on; a group in it could be a single person.
        if self.protection is Protection.OPEN and self.groups:
            raise PolicyError(
                "An open room shows results only for the whole room. Leave the groups out, or use “protected”."
            )
        if len(set(self.groups)) != len(self.groups):
            raise PolicyError("A group question is named twice. Name each one once, most important first.")

    @property
    def minimum(self) -> int:
        """Return the fewest people for whom anything is shown."""
        return {Protection.PROTECTED: self.k, Protection.OPEN: OPEN_MINIMUM}.get(self.protection, 1)

    @property
    def protected(self) -> bool:
        """Return whether nearly unanimous blocks are published in bands."""
        return self.protection is Protection.PROTECTED

    @property
    def whole_first(self) -> bool:
        """Return whether everyone is counted in full, and groups as finely as that allows."""
        return self.protected and self.arrangement is Arrangement.WHOLE_FIRST

    @property
    def conceals(self) -> bool:
        """Return whether answers are concealed; not where people gave their names or the reader has the file."""
        return self.protection in (Protection.PROTECTED, Protection.OPEN)
