"""Mutants: a sign, bound, comparison or constant of a compiled rule is changed; do the tests of its room notice?

python -m tests.mutants            the gate: 20 mutants drawn with seed 1 from all rooms, 17 of which must be killed
python -m tests.mutants 50 3 teams work   fifty, drawn with seed 3 from two rooms
python -m tests.mutants --list     what would be changed, without running anything
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("sim", "tests", "experiments", "configs", "pyproject.toml")
MARKS = {"compiled", "internal", "inlined", "draw", "of"}
DRAWN, SEED, SHARE = 20, 1, 17 / 20
LIMIT = 300.0  # s for a room's tests with one mutant: whoever takes longer has lost its way and is killed by the clock
AT_ONCE = 2

# How a room's tests are run, whichever is quicker: compiling takes some 16 s, after which a city takes milliseconds.
# The tests of a room stand in the folder of its name under tests/sim; those marked slow do not count.
PLAIN_ROOMS = {"core", "cadres", "departments", "measures"}

SIGNS = {ast.Add: ("+", "-"), ast.Sub: ("-", "+")}
COMPARISONS: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<", "<=", ">="),
    ast.LtE: ("<=", "<", ">"),
    ast.Gt: (">", ">=", "<="),
    ast.GtE: (">=", ">", "<"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
}
Change = tuple[int, int, str, str]  # from which byte to which, what becomes what


@dataclass(frozen=True)
class Mutant:
    """One change: in the bytes from *start* to *end* of the file at *path*, *was* becomes *now*."""

    path: str
    line: int
    rule: str
    start: int
    end: int
    was: str
    now: str
    number: int

    @property
    def room(self) -> str:
        """The folder of sim/ in which the rule lives; of clients, the kind."""
        parts = self.path.split("/")[1:-1]
        return "/".join(parts[:2]) if parts[0] == "clients" else parts[0]

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.rule}: {self.was} becomes {self.now}"

    def place(self, seed: int) -> str:
        """Where it stands in the draw: it depends on nothing outside its rule, so that few change with the code."""
        told = f"{seed} {self.path} {self.rule} {self.number} {self.was} {self.now}"
        return hashlib.sha256(told.encode()).hexdigest()


def mutants() -> list[Mutant]:
    """All of them, of all compiled rules of sim/."""
    found = []
    for path in sorted((ROOT / "sim").glob("*/**/*.py")):
        source = path.read_bytes()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and MARKS & {_mark(one) for one in node.decorator_list}:
                found += _of_rule(path.relative_to(ROOT).as_posix(), source, node)
    return found


def _mark(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(called).rpartition(".")[2]


def _of_rule(path: str, source: bytes, rule: ast.FunctionDef) -> list[Mutant]:
    text = _Text(source)
    only = {id(node.slice) for node in ast.walk(rule) if isinstance(node, ast.Subscript)}  # city[0]: the only row
    nodes = [one for statement in rule.body for one in ast.walk(statement) if id(one) not in only]
    changes = sorted(change for node in nodes for change in _changes(node, text))
    return [
        Mutant(path, source.count(b"\n", 0, start) + 1, rule.name, start, end, was, now, number)
        for number, (start, end, was, now) in enumerate(changes)
    ]


class _Text:
    """A source text, with the bytes at which its nodes stand."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.lines = [0, *accumulate(len(line) for line in source.splitlines(keepends=True))]

    def start(self, node: ast.expr) -> int:
        return self.lines[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr) -> int:
        return self.lines[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)

    def between(self, left: ast.expr, right: ast.expr, was: str, *becomes: str) -> list[Change]:
        """What stands between two nodes, changed."""
        place = self.source.index(was.encode(), self.end(left), self.start(right))
        return [(place, place + len(was), was, now) for now in becomes]


def _changes(node: ast.AST, text: _Text) -> list[Change]:
    """What may become of one node."""
    match node:
        case ast.Compare():
            sides = zip([node.left, *node.comparators], node.ops, node.comparators, strict=False)
            known = [(left, COMPARISONS[type(one)], right) for left, one, right in sides if type(one) in COMPARISONS]
            return [change for left, words, right in known for change in text.between(left, right, *words)]
        case ast.BinOp() if type(node.op) in SIGNS:
            return text.between(node.left, node.right, *SIGNS[type(node.op)])
        case ast.AugAssign() if type(node.op) in SIGNS:
            return text.between(node.target, node.value, *(f"{sign}=" for sign in SIGNS[type(node.op)]))
        case ast.UnaryOp(op=ast.USub()):
            return [(text.start(node), text.start(node) + 1, "-", "+")]
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            start = text.start(node)
            if text.source[start - 1 : start] == b"-":  # -1 stands for none, and so would -2: it becomes 0
                return [(start, text.end(node), str(node.value), str(node.value - 1))]
            other = node.value + 1 if isinstance(node.value, int) else node.value * 2 or 1.0
            return [(start, text.end(node), str(node.value), str(other))]
    return []


class Copy:
    """A copy of the project in which one mutant after another is tried."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, folder / name)

    def verdict(self, mutant: Mutant) -> tuple[bool, str]:
        """Whether the tests of its room kill it, and which does."""
        file = self.folder / mutant.path
        source = file.read_bytes()
        file.write_bytes(source[: mutant.start] + mutant.now.encode() + source[mutant.end :])
        try:
            return self.killed(mutant.room)
        finally:
            file.write_bytes(source)

    def killed(self, room: str) -> tuple[bool, str]:
        """Whether a test of a room fails as the copy stands, and which."""
        tests = f"tests/sim/{room}"
        if not (self.folder / tests).is_dir():
            return False, "the room has no tests"
        with tempfile.TemporaryDirectory() as cache:
            environment = os.environ | {
                "NUMBA_DISABLE_JIT": str(int(room in PLAIN_ROOMS)),
                "XDG_CACHE_HOME": cache,
                "PYTHONDONTWRITEBYTECODE": "1",  # a file of the same second and size would be taken for the old one
            }
            environment.pop("NUMBA_CACHE_DIR", None)
            words = [sys.executable, "-m", "pytest", "-x", "-rfE", "-p", "no:cacheprovider", "--tb=no", tests]
            process = subprocess.Popen(
                words, cwd=self.folder, env=environment, text=True, start_new_session=True,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )  # fmt: skip
            try:
                said, cried = process.communicate(timeout=LIMIT)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
                return True, "the clock"
        failed = re.search(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE)
        if process.returncode and not failed:
            within = re.search(
                r"(tests/sim/\S+\.py)\", line \d+ in (test_\w+)", cried
            )  # as Python's fault handler says
            return True, f"a crash in {'::'.join(within.groups()) if within else 'all'}"
        return bool(failed), failed[1] if failed else "all pass"


def draw(number: int, seed: int, rooms: list[str]) -> list[Mutant]:
    """So many mutants of these rooms (of all, where none is named)."""
    told = [one for one in mutants() if not rooms or one.room in rooms]
    return sorted(told, key=lambda one: one.place(seed))[:number]


def main(words: list[str]) -> int:
    """Try the mutants, say what became of each; 0 where enough are killed."""
    numbers = [int(word) for word in words if word.isdigit()]
    number, seed = (numbers + [DRAWN, SEED][len(numbers) :])[:2]
    drawn = draw(number, seed, [word for word in words if not word.isdigit() and not word.startswith("-")])
    if "--list" in words:
        print(*drawn, sep="\n")
        return 0
    copies: SimpleQueue[Copy] = SimpleQueue()

    def tried(mutant: Mutant) -> bool:
        copy, began = copies.get(), time.monotonic()
        try:
            killed, by = copy.verdict(mutant)
        finally:
            copies.put(copy)
        print(
            f"{'killed  ' if killed else 'SURVIVED'} {mutant}  by {by} ({time.monotonic() - began:.0f} s)", flush=True
        )
        return killed

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        for place in range(AT_ONCE):
            copies.put(Copy(Path(folder) / str(place)))
        killed = sum(pool.map(tried, drawn))
    print(f"{killed} of {len(drawn)} killed")
    return int(killed < SHARE * len(drawn))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
