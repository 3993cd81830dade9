"""A report of twenty pages and more as PDF, against a text-only Typst file of about as many pages.

python benchmarks/pdf.py [times]
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable

import pikepdf
import typst

from greenshoots import instruments, tabular
from greenshoots.core.analysis import findings
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.results import Results, Study
from greenshoots.reports import pdf
from greenshoots.reports.contents import chapters

PAGES = 20
SENTENCE = "We see ourselves as one part of a wider system, and know that nobody can do it alone. "


def results() -> Results:
    """Analyse the sample answers."""
    reading = tabular.read_file(tabular.sample_path(), instruments.load("enabling-conditions"))
    study = Study(place="Northvale Council (fictional)", subject="Adult social care", asked=60)
    return findings.analyse(reading.answers, Policy(groups=("role",)), study)


def plain() -> bytes:
    """Compile pages of text, with tags as the report has them."""
    page = "\n\n".join(["= A heading", *[SENTENCE * 6] * 6])
    source = '#set document(title: "Text")\n#set text(lang: "en")\n' + "\n#pagebreak()\n".join([page] * PAGES)
    return typst.compile(source.encode(), format="pdf", pdf_standards="ua-1")


def number_of_pages(content: bytes) -> int:
    """Count the pages of a PDF."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def timed(work: Callable[[], bytes], times: int) -> tuple[float, bytes]:
    """Give the median of some runs, and what the last one made."""
    found, content = [], b""
    for _ in range(times):
        began = time.perf_counter()
        content = work()
        found.append(time.perf_counter() - began)
    return statistics.median(found), content


def main() -> None:
    """Print the table."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    analysed = results()
    jobs = {
        "text only": plain,
        "report, outline included": lambda: pdf.render(chapters.write(analysed)),
        "report in large print": lambda: pdf.render(chapters.write(analysed), large_print=True),
    }
    print(f"median of {times} runs\n\n{'':<28}{'pages':>6}{'KB':>7}{'ms':>8}{'ms a page':>11}{'ratio':>8}")
    least = 0.0
    for name, work in jobs.items():
        seconds, content = timed(work, times)
        least = least or seconds
        pages = number_of_pages(content)
        print(
            f"{name:<28}{pages:>6}{len(content) / 1000:>7.0f}{seconds * 1000:>8.0f}"
            f"{seconds * 1000 / pages:>11.1f}{seconds / least:>8.1f}"
        )


if __name__ == "__main__":
    main()
