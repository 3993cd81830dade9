"""Draw the pictures of the README from the sample responses: the spider, and a page of the report.

    python docs/make_pictures.py

Needs pdftoppm, which is part of poppler-utils. Look at the pictures before you commit them.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import click
from PIL import Image

from greenshoots import instruments, tabular
from greenshoots.charts import png
from greenshoots.core.analysis import findings
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.results import Results, Study
from greenshoots.reports import pdf, pictures
from greenshoots.reports.contents import chapters

FOLDER = Path(__file__).resolve().parent / "pictures"
TITLE = "4. Permission and empowerment for staff"
"""The heading of the page that is shown."""

COLOURS = 64


def results() -> Results:
    """Analyse the sample responses as `make.py report` does."""
    answers = tabular.read_file(tabular.sample_path(), instruments.load("enabling-conditions")).answers
    study = Study(place="Northvale Council (fictional)", subject="Adult social care", asked=60)
    return findings.analyse(answers, Policy(groups=("role",)), study)


def page(document: bytes, title: str) -> bytes:
    """Draw the page of a PDF that has a title, as PNG."""
    draw, read = shutil.which("pdftoppm"), shutil.which("pdftotext")
    if draw is None or read is None:
        raise click.ClickException("pdftoppm and pdftotext are missing. Install poppler-utils and run this again.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(document)
        text = subprocess.run([read, "-layout", path, "-"], check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own file
        pages = [" ".join(part.split()) for part in text.split("\f")]
        number = str(next(place for place, part in enumerate(pages, start=1) if title in part))
        which = ["-f", number, "-l", number, "-singlefile"]
        subprocess.run([draw, "-png", "-r", "110", *which, path, path.with_suffix("")], check=True)  # noqa: S603 - as above
        return path.with_suffix(".png").read_bytes()


def keep(name: str, content: bytes) -> None:
    """Write a picture with few colours, which is small, and a thin edge, which shows a white page on white."""
    with Image.open(io.BytesIO(content)) as picture:
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture.getchannel("A") if "A" in picture.getbands() else None)
    edged = Image.new("RGB", (flat.width + 2, flat.height + 2), "#D9DAD2")
    edged.paste(flat, (1, 1))
    few = edged.quantize(COLOURS, dither=Image.Dither.NONE)
    FOLDER.mkdir(exist_ok=True)
    few.save(FOLDER / name, optimize=True)
    click.echo(f"{name}: {(FOLDER / name).stat().st_size / 1000:.0f} KB")


def main() -> None:
    """Draw both pictures."""
    analysed = results()
    keep("spider.png", png.render(pictures.draw_all(analysed, width=960)["spider"].svg))
    keep("report-page.png", page(pdf.render(chapters.write(analysed)), TITLE))


if __name__ == "__main__":
    main()
