"""The table of published counts where everyone is counted first: a row for everyone, and groups in runs of scores."""

from __future__ import annotations

import csv
import io

from tests.web import making
from tests.web.cast import Cast

from greenshoots.core.disclosure.policy import Arrangement
from greenshoots.web.collect.releases import actions, queries
from greenshoots.web.show.results import block_export


def test_groups_in_runs_add_up_to_everyone(cast: Cast) -> None:
    round_ = making.diagnostic(cast.northvale).rounds.get()
    for role, size in enumerate((8, 5, 5)):
        making.people_answer(round_, size, seed=role, choices=bytes([role]))
    actions.reveal(round_, by=cast.alice)
    released = queries.releases_of(round_)
    assert released.policy.arrangement is Arrangement.WHOLE_FIRST
    rows = list(csv.DictReader(io.StringIO(block_export.write(released))))
    questions = {row["question"] for row in rows}
    assert len(questions) == 11
    in_runs = 0
    for question in questions:
        everyone, *groups = [row for row in rows if row["question"] == question]
        assert everyone["cell"] == "everyone"
        assert sum(int(row["people"]) for row in groups) == int(everyone["people"]) == 18
        assert sum(int(row["scored"]) for row in groups) == int(everyone["scored"])
        for row in groups:
            runs = [int(part.partition(": ")[2]) for part in row["runs"].split(", ") if part]
            in_runs += bool(runs)
            counts = [int(row[f"score_{point}"]) for point in range(1, 6) if row[f"score_{point}"]]
            assert sum(runs or counts) == int(row["scored"]) or not (runs or counts)
    assert in_runs
