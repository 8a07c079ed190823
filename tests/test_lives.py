"""The lives of docs/lives.md: every rule hands on to the next, and one seldom has to change the room to follow."""

import ast
import itertools
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STEP = re.compile(
    r"^\d+\. `(?P<path>[\w/.]+): (?P<rule>\w+)`(?: (?P<how>calls|asks|files|schedules)(?: (?P<what>\w+))?)?$"
)
CHANGES_BEFORE = {"matter": 8, "household": 6}  # of folders, along the chains as they stood before rooms were moved


def lives() -> dict[str, list[list[re.Match[str]]]]:
    """The chains of each life, as they stand on the page."""
    found: dict[str, list[list[re.Match[str]]]] = {}
    for line in (ROOT / "docs" / "lives.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            name = next((one for one in ("matter", "household", "defect") if f" {one}," in line), "earth")
            found[name] = []
        elif step := STEP.match(line):
            if line.startswith("1. "):
                found[name].append([])
            found[name][-1].append(step)
    return found


LIVES = lives()
PAIRS = [(one, two) for chains in LIVES.values() for chain in chains for one, two in itertools.pairwise(chain)]


def rule_of(step: re.Match[str]) -> ast.FunctionDef:
    """The function that a step names."""
    tree = ast.parse((ROOT / step["path"]).read_text(encoding="utf-8"))
    return next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == step["rule"])


def called_in(node: ast.AST) -> set[str]:
    """Names of all that is called in a piece of code, ``face.x`` as x."""
    calls = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
    return {func.attr if isinstance(func, ast.Attribute) else func.id for func in calls
            if isinstance(func, ast.Attribute | ast.Name)}  # fmt: skip


def named_in(node: ast.AST) -> set[str]:
    """Every name and attribute in a piece of code."""
    return {one.attr if isinstance(one, ast.Attribute) else one.id for one in ast.walk(node)
            if isinstance(one, ast.Attribute | ast.Name)}  # fmt: skip


def answers_to(rule: ast.FunctionDef) -> set[str]:
    """Which questions of the face a rule answers."""
    return {found[1] for mark in rule.decorator_list if (found := re.match(r"face\.(\w+)\.of\(", ast.unparse(mark)))}


@pytest.mark.parametrize(("one", "two"), PAIRS, ids=[f"{one['rule']} to {two['rule']}" for one, two in PAIRS])
def test_every_rule_hands_on_to_the_next(one, two):
    rule, following = rule_of(one), rule_of(two)
    match one["how"]:
        case "calls":
            assert following.name in called_in(rule)
        case "asks":
            assert answers_to(following) & called_in(rule)
        case "schedules":
            pushed = [
                node for node in ast.walk(rule) if isinstance(node, ast.Call) and "push" in ast.unparse(node.func)
            ]
            assert any(one["what"] in named_in(node) for node in pushed)
            assert two["rule"] == "advance"
        case "files":
            jobs = [
                node for node in ast.walk(rule) if isinstance(node, ast.Call) and "new_job" in ast.unparse(node.func)
            ]
            assert any({one["what"], f"{one['what']}_JOB"} & named_in(node) for node in jobs)
            finish = rule_of(STEP.match("1. `sim/work/finish.py: finish`"))
            assert answers_to(following) & called_in(finish)
        case _:
            pytest.fail(f"{one['rule']} is said to end its chain")


def test_the_loop_takes_off_what_was_scheduled():
    """After ``schedules X`` the loop hands an X to the rule that the page names next."""
    advance = rule_of(STEP.match("1. `sim/city/loop.py: advance`"))
    branches = {name: node for node in ast.walk(advance) if isinstance(node, ast.If) for name in named_in(node.test)}
    for chains in LIVES.values():
        for chain in chains:
            for one, _, three in zip(chain, chain[1:], chain[2:], strict=False):
                if one["how"] == "schedules":
                    called = called_in(ast.Module(branches[one["what"]].body, []))
                    assert three["rule"] in called or answers_to(rule_of(three)) & called


def folder(step: re.Match[str]) -> str:
    """The room in which a rule stands: a folder of sim/, or of a kind of client."""
    parts = Path(step["path"]).parts
    return "/".join(parts[:3]) if parts[1] == "clients" else "/".join(parts[:2])


@pytest.mark.parametrize("name", CHANGES_BEFORE)
def test_one_changes_the_room_at_most_half_as_often_as_before(name):
    steps = [folder(step) for chain in LIVES[name] for step in chain]
    changes = sum(a != b for a, b in itertools.pairwise(steps))
    assert 0 < changes <= CHANGES_BEFORE[name] / 2
    city = {step["path"] for chain in LIVES[name] for step in chain if folder(step) == "sim/city"}
    assert city <= {"sim/city/loop.py", "sim/city/tick.py"}
