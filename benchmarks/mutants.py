"""How many small faults the tests notice: change one thing in a module, run its tests, and see whether they fail.

python benchmarks/mutants.py [--each N] [--seed S] [MODULE …]

MODULE is a dotted name such as greenshoots.core.disclosure.blocks; without any, those below. Of each module N changes
are drawn with a seed, so that a run can be repeated. Survivors are printed with the line that was changed; what they
mean is in docs/reference/mutation.md. Needs a system that can fork: each change is tried in a process of its own,
which begins with the libraries loaded.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import contextlib
import copy
import io
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RELEASES = ("test_reveal.py", "test_results.py", "test_pages.py")
TESTS = {
    "greenshoots.core.disclosure.blocks": ("test_blocks.py", "test_release.py"),
    "greenshoots.core.disclosure.release": (
        "test_release.py",
        "test_release_document.py",
        "test_release_attacks.py",
        "test_joining.py",
        "test_known_scores.py",
    ),
    "greenshoots.core.disclosure.whole_first": ("test_whole_first.py",),
    "greenshoots.core.disclosure.layers": ("test_layers.py",),
    "greenshoots.core.statistics.histogram": ("test_histogram.py", "test_figures.py"),
    "greenshoots.core.statistics.rank_tests": ("test_rank_tests.py", "test_comparison.py"),
    "greenshoots.core.disclosure.policy": ("test_preview.py", "test_release.py", "test_release_promises.py"),
    "greenshoots.core.disclosure.preview": ("test_preview.py",),
    "greenshoots.web.collect.releases.queries": RELEASES,
    "greenshoots.web.collect.releases.actions": RELEASES,
    "greenshoots.web.collect.releases.arrangement": ("test_arrangement.py",),
    "greenshoots.web.collect.releases.mapping": ("test_mapping.py", *RELEASES),
}
"""The tests of each module by the name of their file, wherever it lies among the tests of the same wing."""

PRELOADED = ["pytest", "numpy", "scipy.stats", "hypothesis.strategies", "html5lib", "django.db.models"]
PATIENCE = 10
"""How many times as long as the unchanged module a change may take, before it counts as noticed."""

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
RENAMED = {"min": "max", "max": "min", "any": "all", "all": "any", "filter": "exclude", "exclude": "filter"}
LEFT_ALONE = (ast.AnnAssign, ast.Import, ast.ImportFrom)


@dataclass(frozen=True, slots=True)
class Change:
    """One small fault."""

    line: int
    was: str
    now: str
    source: str


def changes(text: str) -> list[Change]:
    """Return every change that can be made to a module, in the order of its lines."""
    tree = ast.parse(text)
    found = []
    for place, node in enumerate(_nodes(tree)):
        for change in _faults(node):
            mutated = copy.deepcopy(tree)
            twin = _nodes(mutated)[place]
            was = ast.unparse(node)
            change(twin)
            found.append(Change(getattr(node, "lineno", 0), was, ast.unparse(twin), ast.unparse(mutated)))
    return sorted(found, key=lambda change: change.line)


def _nodes(tree: ast.AST) -> list[ast.AST]:
    return [node for node in _walk(tree) if isinstance(node, ast.expr)]


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what runs: neither annotations nor decorators nor docstrings."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_params"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AnnAssign) and child.value is not None:
                yield from _walk(child.value)
            elif isinstance(child, ast.AST) and not isinstance(child, LEFT_ALONE):
                yield from _walk(child)


def _faults(node: ast.AST) -> Iterator[Callable[[ast.AST], None]]:
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            if new := SWAPPED.get(type(operator)):
                yield lambda twin, place=place, new=new: twin.ops.__setitem__(place, new())
    elif isinstance(node, (ast.BoolOp, ast.BinOp)):
        if new := SWAPPED.get(type(node.op)):
            yield lambda twin, new=new: setattr(twin, "op", new())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Invert)):
        yield lambda twin: setattr(twin, "op", ast.UAdd())
    elif isinstance(node, ast.UnaryOp):
        yield lambda twin: setattr(twin, "operand", ast.UnaryOp(ast.Not(), twin.operand))
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        other = not node.value if isinstance(node.value, bool) else node.value + 1
        yield lambda twin: setattr(twin, "value", other)
    elif isinstance(node, ast.Call):
        yield from _calls(node)


def _calls(node: ast.Call) -> Iterator[Callable[[ast.AST], None]]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in RENAMED:
        part = "attr" if isinstance(node.func, ast.Attribute) else "id"
        yield lambda twin: setattr(twin.func, part, RENAMED[name])
    # A query that asks for less, or an option that is left out.
    for place in range(len(node.keywords)):
        yield lambda twin, place=place: twin.keywords.pop(place)


def test(folder: str, paths: tuple[str, ...], most: int) -> None:
    """Run tests against the source in a folder, in a process of its own, and leave with their status."""
    os.chdir(ROOT)
    sys.path.insert(0, folder)
    os.environ["PYTHONPATH"] = folder
    # Plugins that these tests do not need cost more than the tests.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    django = (
        ("-p", "pytest_django.plugin", "--ds", "tests.web.settings", "--no-migrations") if _of_the_web(paths) else ()
    )
    import hypothesis
    import pytest

    if most:
        inner = hypothesis.settings.__init__

        def few(self: hypothesis.settings, *parents: object, **options: object) -> None:
            inner(self, *parents, **{**options, "max_examples": most, "database": None})

        hypothesis.settings.__init__ = few
    # One failure is enough, and nobody reads what it says.
    quick = ("-x", "-q", "-p", "no:cacheprovider", "--assert", "plain", "-c", str(Path(folder) / "pytest.ini"))
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            status = int(pytest.main([*quick, "--rootdir", str(ROOT), *django, *paths]))
        except BaseException:
            status = BROKEN
        os._exit(status)


def _of_the_web(paths: tuple[str, ...]) -> bool:
    return any("web" in Path(path).relative_to(ROOT).parts for path in paths)


INI = """[pytest]
addopts = --import-mode=importlib
filterwarnings = error
pythonpath = {root}
"""
PASSED, FAILED, NOT_COLLECTED, BROKEN = 0, 1, 2, 99
FEW = 12
"""Made-up cases of each law in the first try; what survives them is tried with all."""


def tests_of(module: str) -> tuple[str, ...]:
    """Find the files of tests; those of the web lie in a folder with the name of the module's own."""
    room = module.split(".")[-2] if ".web." in module else ""
    wing = ROOT / "tests" / ("web" if room else "core")
    found = [path for name in TESTS[module] for path in sorted(wing.rglob(name)) if not room or room in path.parts]
    if len(found) < len(TESTS[module]):
        raise SystemExit(f"{module}: not all of {', '.join(TESTS[module])} are among the tests.")
    return tuple(str(path) for path in found)


def noticed(folder: Path, paths: tuple[str, ...], patience: float | None) -> bool:
    """Return whether the tests fail, or hang."""
    return any(_fails(folder, paths, patience, most) for most in (FEW, 0))


def _fails(folder: Path, paths: tuple[str, ...], patience: float | None, most: int) -> bool:
    process = multiprocessing.get_context("forkserver").Process(target=test, args=(str(folder), paths, most))
    process.start()
    process.join(patience)
    if process.is_alive():
        process.kill()
        process.join()
        return True
    if process.exitcode not in (PASSED, FAILED, NOT_COLLECTED):
        raise SystemExit("The tests could not be run, which says nothing about the change.")
    return process.exitcode != PASSED


def survivors(module: str, each: int, seed: int) -> None:
    """Try some changes of one module and print those that nothing noticed."""
    with tempfile.TemporaryDirectory(prefix="greenshoots-mutants-") as temporary:
        folder = Path(temporary)
        shutil.copytree(ROOT / "src" / "greenshoots", folder / "greenshoots")
        path = folder.joinpath(*module.split(".")).with_suffix(".py")
        text = path.read_text(encoding="utf-8")
        (folder / "pytest.ini").write_text(INI.format(root=ROOT), encoding="utf-8")
        # Only the module that changes is compiled again.
        compileall.compile_dir(folder, quiet=1)
        paths = tests_of(module)
        began = time.monotonic()
        if noticed(folder, paths, None):
            raise SystemExit(f"{module}: its tests fail as it is.")
        patience = PATIENCE * (time.monotonic() - began) + 30
        possible = changes(text)
        drawn = random.Random(seed).sample(possible, min(each, len(possible)))
        left = []
        for change in sorted(drawn, key=lambda change: change.line):
            path.write_text(change.source, encoding="utf-8")
            if not noticed(folder, paths, patience):
                left.append(change)
                print(f"    {change.line}: {change.was}  →  {change.now}", flush=True)
        print(f"{module}: {len(drawn)} of {len(possible)} tried, {len(drawn) - len(left)} noticed", flush=True)


def main() -> None:
    """Try every module that was named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="*", default=list(TESTS))
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    multiprocessing.get_context("forkserver").set_forkserver_preload(PRELOADED)
    for module in asked.modules:
        survivors(module, asked.each, asked.seed)


if __name__ == "__main__":
    main()
