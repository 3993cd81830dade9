"""An empty template for responses, and the sample responses."""

from __future__ import annotations

import csv
import io
from importlib import resources
from pathlib import Path

from greenshoots.core.instruments.model import MODE, ROUND, VIEWPOINT, Instrument


def write_template(instrument: Instrument) -> str:
    """Return the header of an empty file of answers, as CSV: round, viewpoint and mode, scores, comments."""
    out = io.StringIO()
    words = [f"{enabler.id}.words" for enabler in instrument.enablers]
    scores = [question.id for question in instrument.questions]
    csv.writer(out, lineterminator="\r\n").writerow([ROUND, VIEWPOINT, MODE, *scores, *words])
    return out.getvalue()


def sample_path() -> Path:
    """Return the path of the sample responses. The place and everything in it are fictional."""
    return Path(str(resources.files("greenshoots.samples") / "northvale.csv"))
