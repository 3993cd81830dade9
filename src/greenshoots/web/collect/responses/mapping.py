"""From the pool to the table of answers that the method reads: once for each reveal, and for counts before it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from django.db.models import Count
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from greenshoots.core.answers import NOT_GIVEN, Answers, Column
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.errors import PolicyError, ReleaseError
from greenshoots.core.instruments.model import VIEWPOINT, Instrument
from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics.models import Diagnostic, Protection, Round, Viewpoint
from greenshoots.web.collect.responses import typists
from greenshoots.web.collect.responses.models import PendingResponse


@dataclass(frozen=True, slots=True)
class PooledComment:
    """A comment by one person about one enabler; nothing says who, or what else they answered."""

    enabler: str
    text: str
    facilitator_only: bool


@dataclass(frozen=True, slots=True)
class SignedScores:
    """Scores that a person signed."""

    name: str
    scores: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """All pending responses of a round.

    Arguments:
        ids: The digests of the private codes, one a response.
        answers: Their scores and choices, without comments.
        words: Their comments.
        signed: Who signed what; empty unless people sign their scores.
        typists: The account that entered or imported each response, as `core.typed_in` takes it; shape (n,).
    """

    ids: tuple[int, ...]
    answers: Answers
    words: tuple[PooledComment, ...] = ()
    signed: tuple[SignedScores, ...] = ()
    typists: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.ids)


def pool(round_: Round, *, without: Collection[int] = ()) -> Pool:
    """Read the pool of a round and hold its rows until the transaction ends, so that nobody changes what is counted.

    Arguments:
        without: Accounts, or `BY_THEMSELVES`, whose responses are left out.

    Raises:
        ReleaseError: a row is not an answer to what is asked.
    """
    # In the order of the keys, which are digests: the order in which people answered reaches no block and no list.
    waiting = PendingResponse.objects.select_for_update().filter(round=round_).order_by("pk")
    fields = ("pk", "scores", "choices", "viewpoint", "words", "words_for", "name", "mode", "typist")
    rows = [row for row in waiting.values_list(*fields) if typists.account(row[7], row[8]) not in without]
    diagnostic = round_.diagnostic
    instrument = instrument_of(diagnostic)
    questions = instrument.questions
    given = _table([bytes(row[1]) for row in rows], len(questions)).view(np.int8)
    columns = _columns(diagnostic, [bytes(row[2]) for row in rows])
    if len(diagnostic.viewpoints) > 1:
        columns[VIEWPOINT] = _viewpoints(diagnostic, [row[3] for row in rows])
    named = diagnostic.protection == Protection.NAMED
    return Pool(
        ids=tuple(row[0] for row in rows),
        answers=Answers.collect(instrument, questions, given, columns=columns),
        words=tuple(one for row in rows if row[4] for one in _written(row[4], row[5])),
        signed=tuple(SignedScores(row[6], bytes(row[1])) for row in rows if row[6]) if named else (),
        typists=np.array([typists.account(row[7], row[8]) for row in rows], dtype=np.int64),
    )


def waiting_columns(round_: Round, policy: Policy, *, among: Collection[int]) -> tuple[list[Column], NDArray[np.int64]]:
    """Return the choices of pending responses, for the groups that may be shown, and who entered them, without scores.

    Arguments:
        among: Accounts, or `BY_THEMSELVES`, whose responses are counted.
    """
    # Counted by the database: a page must not read a million rows to say what would be shown.
    waits = PendingResponse.objects.filter(round=round_).values_list("choices", "viewpoint", "mode", "typist")
    counted = [
        (bytes(choices), view, typists.account(mode, typist), number)
        for choices, view, mode, typist, number in waits.annotate(Count("pk")).order_by()
        if typists.account(mode, typist) in among
    ]
    columns = _columns(round_.diagnostic, [choices for choices, _view, _account, _people in counted])
    columns[VIEWPOINT] = _viewpoints(round_.diagnostic, [view for _choices, view, _account, _people in counted])
    people = [number for _choices, _view, _account, number in counted]
    accounts = np.array([account for _choices, _view, account, _people in counted], dtype=np.int64)
    shown = [columns[name] for name in policy.groups if name in columns]
    each = [replace(column, codes=np.repeat(column.codes, people)) for column in shown]
    return each, np.repeat(accounts, people)


def labels(diagnostic: Diagnostic, policy: Policy) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the groups of a policy with the choices that people had, in the policy's order."""
    columns = _columns(diagnostic, [])
    columns[VIEWPOINT] = _viewpoints(diagnostic, [])
    return tuple((name, columns[name].choices) for name in policy.groups)


def signed_scores(diagnostic: Diagnostic, scores: bytes) -> dict[str, int]:
    """Return a person's signed scores by question, as places on the scale or the codes of `core.answers`."""
    questions = instrument_of(diagnostic).questions
    given = _table([bytes(scores)], len(questions)).view(np.int8)
    return {question.id: int(score) for question, score in zip(questions, given[:, 0], strict=True)}


def instrument_of(diagnostic: Diagnostic, language: str = "") -> Instrument:
    """Return the instrument of a diagnostic, in a language.

    Raises:
        PolicyError: it has none yet.
    """
    if diagnostic.instrument is None:
        raise PolicyError(_("This diagnostic has no questions yet. Choose a questionnaire first."))
    return mapping.instrument(diagnostic.instrument, language)


def _table(rows: Sequence[bytes], width: int) -> NDArray[np.uint8]:
    """Return rows of bytes as a table: one row for each question, one column for each response."""
    if any(len(row) != width for row in rows):
        raise ReleaseError(
            _(
                "Some responses do not match the questions, so they cannot be read. Tell the person who runs this "
                "site: the database may have to be restored from a backup."
            )
        )
    found = np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), width)
    return np.ascontiguousarray(found.T).copy()


def _columns(diagnostic: Diagnostic, rows: Sequence[bytes]) -> dict[str, Column]:
    """Return one column for each group question. Bytes beyond the row are blank: the question was added later."""
    groups = list(diagnostic.groups.prefetch_related("choices").order_by("position"))
    width = len(groups)
    table = _table([row[:width].ljust(width, b"\xff") for row in rows], width)
    found = {}
    for place, group in enumerate(groups):
        choices = list(group.choices.all())
        code_of = np.full(256, NOT_GIVEN, dtype=np.int32)
        for code, choice in enumerate(choices):
            code_of[choice.number] = code
        labels = tuple(choice.label for choice in choices)
        found[group.name] = Column(group.name, labels, code_of[table[place]])
    return found


def _viewpoints(diagnostic: Diagnostic, chosen: Sequence[int | None]) -> Column:
    offered = tuple(str(Viewpoint(view).label) for view in diagnostic.viewpoints)
    codes = [place if place is not None and place < len(offered) else NOT_GIVEN for place in chosen]
    return Column(VIEWPOINT, offered, np.array(codes, dtype=np.int32))


def _written(words: str, words_for: int) -> list[PooledComment]:
    only = words_for == PendingResponse.WordsFor.FACILITATOR
    return [PooledComment(enabler, text, only) for enabler, text in json.loads(words).items() if text.strip()]
