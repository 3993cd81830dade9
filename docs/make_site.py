"""Build the documentation as a site: ``python docs/make_site.py [FOLDER]``; without a folder, into out/docs/.

The script gathers, in a temporary folder, the pages of docs/, the pages of the project next to docs/, a page for each
module that other programs can use, and the menus. Then Zensical builds the site, and fails if a link leads to a page or
a heading that is not there. No page and no module is listed here by name, so that new and moved ones are included.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
SOURCE = ROOT / "src"
OUT = ROOT / "out" / "docs"

PACKAGES = ("greenshoots.core", "greenshoots.reports")
"""Packages that other programs can build on. The pages in the browser are a program, not a library."""

SECTIONS = {
    "tutorial": "Tutorials",
    "how-to": "How-to guides",
    "reference": "Reference",
    "explanation": "Explanation",
    "decisions": "Decisions",
}
PROJECT = ("CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "SECURITY.md", "CHANGELOG.md", "LICENSE")
"""Files next to docs/ that are pages of the site, in the order of their menu."""

WORKER = "https://unpkg.com/iframe-worker/shim"
"""A script that pages of Zensical load from another host, so that search works from a folder; ours replaces it."""

FENCE = re.compile(r"^ *```")


def build(out: Path) -> None:
    """Build the site in a folder, and replace what was there."""
    with tempfile.TemporaryDirectory(prefix="greenshoots-docs-") as folder:
        staged = Path(folder)
        stage(staged)
        command = [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", "mkdocs.yml"]
        done = subprocess.run(command, cwd=staged, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            # The last lines are the traceback of the builder, which says nothing about the pages.
            raise SystemExit(done.stdout.decode(errors="replace").partition("Traceback (most recent call last)")[0])
        for page in (staged / "site").rglob("*.html"):
            _use_own_worker(page, staged / "site")
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(staged / "site", out)


def _use_own_worker(page: Path, site: Path) -> None:
    above = "../" * len(page.parent.relative_to(site).parts)
    page.write_text(page.read_text(encoding="utf-8").replace(WORKER, f"{above}site.js"), encoding="utf-8")


def stage(folder: Path) -> None:
    """Write everything that the site is built from into an empty folder."""
    docs = folder / "docs"
    shutil.copytree(DOCS, docs, ignore=shutil.ignore_patterns("*.py", "__pycache__", "site"))
    shutil.copytree(SOURCE, folder / "src", ignore=lambda path, names: _no_modules(Path(path), names))
    for name in ("site.css", "site.js"):
        shutil.copy(DOCS / "site" / name, docs)
    for address, text in {**project_pages(), **api_pages()}.items():
        page = docs / address
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    for page in docs.rglob("*.md"):
        page.write_text(indented(page.read_text(encoding="utf-8")), encoding="utf-8")
    # JSON is YAML too.
    settings = (DOCS / "site" / "site.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(f"{settings}\nnav: {json.dumps(menus())}\n", encoding="utf-8")


def _no_modules(folder: Path, names: list[str]) -> set[str]:
    return {name for name in names if not name.endswith(".py") and not (folder / name).is_dir()}


def indented(text: str) -> str:
    """Return a text with lists as Python-Markdown needs them.

    The contents of a point are indented by four spaces; CommonMark accepts two or three. And if a point has more than
    one paragraph, every point needs an empty line before it, or it becomes part of the paragraph above.
    """
    apart = set(_points_that_need_room(text))
    lines: list[str] = []
    shift, fenced = 0, False
    for number, line in enumerate(text.splitlines()):
        indent = len(line) - len(line.lstrip(" "))
        border = FENCE.match(line) is not None
        if not fenced:
            shift = 4 - indent if indent in (2, 3) else 0
            if number in apart or (border and shift):
                lines.append("")
        lines.append(" " * shift + line if line.strip() else line)
        fenced ^= border
    return "\n".join(lines) + "\n"


def _points_that_need_room(text: str) -> Iterator[int]:
    """Find the lines on which the points of lists begin that have empty lines between their parts."""
    lines = text.splitlines()
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "list_item_open" and token.map and token.level == 1:
            begin, end = token.map
            if "" in "\n".join(lines[begin:end]).rstrip().split("\n"):
                yield end


# Menus


def menus() -> list[object]:
    """Return the menus, with every page that there is."""
    sections: list[object] = [{title: _ordered(folder)} for folder, title in SECTIONS.items()]
    api = {package: [_entry(path, package) for path in modules(package)] for package in PACKAGES}
    project = [_project_address(name) for name in PROJECT]
    packages = [{package: pages} for package, pages in api.items()]
    return [{"Home": "README.md"}, *sections, {"API": ["api/index.md", *packages]}, {"Project": project}]


def _entry(path: Path, package: str) -> str | dict[str, str]:
    """Name a module in the menu without its package, which is above it. The package itself opens from its name."""
    name = _dotted(path).removeprefix(package).removeprefix(".")
    return {name: _address(path)} if name else _address(path)


def _ordered(folder: str) -> list[str]:
    """Return the pages of a folder: its index first, then in the order in which the front page lists them."""
    front = (DOCS / "README.md").read_text(encoding="utf-8")
    pages = [path.relative_to(DOCS).as_posix() for path in (DOCS / folder).rglob("*.md")]

    def place(page: str) -> tuple[bool, int, str]:
        position = front.find(f"({page})")
        return not page.endswith("README.md"), len(front) if position < 0 else position, page

    return sorted(pages, key=place)


# Pages from outside docs/


def project_pages() -> dict[str, str]:
    """Return the project's own pages by their address, with links turned to where pages are on the site."""
    return {_project_address(name): _project_text(ROOT / name) for name in PROJECT}


def _project_address(name: str) -> str:
    return f"{Path(name).stem.lower().replace('_', '-')}.md"


def _project_text(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".md":
        title, _, rest = text.partition("\n")
        return f"# {title}\n{rest}"

    def target(link: re.Match[str]) -> str:
        address = link[1].removeprefix("docs/")
        return f"]({_project_address(address) if address in PROJECT else address}"

    return re.sub(r"\]\(([^)#\s]+)", target, text)


# Pages of modules


def api_pages() -> dict[str, str]:
    """Return a page for every public module of the packages, however deep, and one that lists them."""
    pages = {
        _address(path): f"# {_dotted(path)}\n\n::: {_dotted(path)}\n"
        for package in PACKAGES
        for path in modules(package)
    }
    return {"api/index.md": _overview(), **pages}


def modules(package: str) -> Iterator[Path]:
    """Find the modules of a package: the package, its modules, then those of the packages inside it."""
    yield from _inside(SOURCE.joinpath(*package.split(".")))


def _inside(folder: Path) -> Iterator[Path]:
    yield folder / "__init__.py"
    yield from sorted(path for path in folder.glob("*.py") if not path.stem.startswith("_"))
    for package in sorted(path.parent for path in folder.glob("*/__init__.py")):
        yield from _inside(package)


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def _address(path: Path) -> str:
    parts = path.relative_to(SOURCE / "greenshoots").with_suffix("").parts
    return f"api/{'/'.join(parts).replace('__init__', 'index')}.md"


def _overview() -> str:
    text = [
        "# API\n",
        "The method and its documents in Python: values in, values out. These pages come from the docstrings.\n",
        "Until version 1.0 names may change; [the changes](../changelog.md) list it.\n",
    ]
    for package in PACKAGES:
        text.append(f"## {package}\n\n| module | what it does |\n|---|---|")
        for path in modules(package):
            docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            first = docstring.partition("\n")[0].replace("|", "\\|")
            text.append(f"| [{_dotted(path)}]({_address(path).removeprefix('api/')}) | {first} |")
        text.append("")
    return "\n".join(text)


if __name__ == "__main__":
    where = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else OUT
    build(where)
    print(f"The documentation is {where / 'index.html'}")
