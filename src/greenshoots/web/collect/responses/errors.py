"""Why a file of answers is not imported, worded for the page that shows it."""

from __future__ import annotations

from greenshoots.core.errors import GreenshootsError


class FileRefusedError(GreenshootsError):
    """A file is not imported; nothing of it is kept.

    Arguments:
        sentence: What is wrong and what to do, in the language of the page.
        in_one_row: True where the fault lies in one row: then the columns were understood.
    """

    def __init__(self, sentence: str, *, in_one_row: bool = False) -> None:
        self.in_one_row = in_one_row
        super().__init__(sentence)
