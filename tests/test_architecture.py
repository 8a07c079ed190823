"""The house: imports go one way, files stay short and open with a sentence, numbers stay out of rules."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted([*ROOT.glob("sim/**/*.py"), *ROOT.glob("experiments/**/*.py")])
MODEL = [
    # from the ground up; a file may import its own room and every floor below, never a neighbour's room
    {"core"},
    {"state"},
    {"departments", "cadres", "task_forces", "evaluation"},
    {"staffing"},
    {"matters"},
    {"clients"},
    {"desks"},
    {"measures"},
    {"work"},
    {"coordination"},
    {"teams"},
    {
        "clients.relocation",
        "clients.projects",
        "clients.stream",
        "clients.blocks",
        "clients.approvals",
        "clients.sites",
    },
    {"yaml_scan", "faults", "overrides", "composing"},
    {"scenario"},
    {"city"},
    {"config"},
]
COMMANDS = {
    "__main__", "compare", "sweep", "explain", "validate", "fit", "sensitivity", "status", "verify", "bundle",
    "describe", "forecast", "score", "whatif", "brief",
}  # fmt: skip
EXPERIMENTS = [
    {"kinds"}, {"study"}, {"arms"}, {"attribution"}, {"verdict"}, {"forecasting"}, {"emulation"}, {"report"},
    {"validation"}, {"whatif_page"}, COMMANDS, {"benchmark"},
]  # fmt: skip
LONGEST = 250
MAY_MEET = (
    {"departments", "cadres", "task_forces"},
    {"yaml_scan", "faults", "overrides", "composing"},
)  # the first by their state


def room(module: str) -> str:
    """The room of a module: its folder below sim/ or experiments/; each kind of client is a room of its own."""
    parts = module.split(".")[1:]
    kind = parts[0] == "clients" and len(parts) > 1 and (ROOT / "sim" / "clients" / parts[1]).is_dir()
    return ".".join(parts[:2]) if kind else parts[0]


def floor_of(name: str, floors: list[set[str]]) -> int:
    return next(n for n, floor in enumerate(floors) if name in floor)


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    nodes = [node for node in ast.walk(tree) if id(node) not in typing_only]
    names = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return names | {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_only_downwards(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    if parts[1:] == ("__init__",):
        return
    package, floors = parts[0], MODEL if parts[0] == "sim" else EXPERIMENTS
    mine = room(".".join(part for part in parts if part != "__init__"))
    for module in imports(path):
        if module.split(".")[0] not in {"sim", "experiments"}:
            continue
        assert package == "experiments" or module.split(".")[0] == "sim"
        assert module != package, "the package's own facade is never imported from inside"
        if module.split(".")[0] != package:
            continue
        theirs = room(module)
        here, there = floor_of(mine, floors), floor_of(theirs, floors)
        meeting = any({mine, theirs} <= group for group in MAY_MEET)
        assert there < here or mine == theirs or meeting, f"{path.name} imports {module}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_are_short_and_open_with_a_sentence(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    said = ast.get_docstring(ast.parse(text))
    assert said
    assert said.splitlines()[0].rstrip().endswith((".", "?"))


def test_only_one_file_of_the_model_knows_hydra_and_none_of_the_rules_knows_mesa():
    for path in ROOT.glob("sim/**/*.py"):
        names = {module.split(".")[0] for module in imports(path)}
        assert not ({"hydra", "omegaconf"} & names) or path.name == "config.py"
        assert "mesa" not in names or path.name in {"agent.py", "model.py", "views.py"}
        assert not ({"random", "time"} & names)
        assert "datetime" not in names or path.name == "dates.py"


ALLOWED = {0, 1, -1, 2, 0.5, -1.0, 1e-9, 1e9, 40.0, -40.0, 10.0, 256, 0.05}


def test_rules_hold_no_numbers():
    """Numbers of the model live in configs/: a compiled rule holds only zeros, ones, halves and guards."""
    strangers = []
    for path in ROOT.glob("sim/*/*.py"):
        if path.parent.name in {"core", "measures"} or path.name in {"parameters.py", "columns.py"}:
            continue
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and any(
                ast.unparse(mark) in {"compiled", "inlined", "internal"} for mark in function.decorator_list
            ):
                strangers += [
                    f"{path.relative_to(ROOT)}:{node.lineno} {node.value}"
                    for node in ast.walk(function)
                    if isinstance(node, ast.Constant)
                    and isinstance(node.value, int | float)
                    and not isinstance(node.value, bool)
                    and node.value not in ALLOWED
                ]
    assert not strangers


def test_no_parameter_says_how_much_faster_a_team_is():
    """The advantage must come out of mechanisms: no name speaks of a team's speed, gain or multiplier."""
    from sim.scenario import every_parameter

    suspicious = re.compile(
        r"(team|task_force|mode|coordination).*(speed|faster|gain|factor|multiplier|boost|advantage)"
    )
    assert not [one.name for one in every_parameter() if suspicious.search(one.name)]


def test_nothing_private_is_shipped():
    """No path of a machine and no package index stands in what is shipped."""
    private = re.compile(r"(?<![\w.])/(home|root|work|Users)/\w|https?://[\w.]*(pypi|artifact|nexus)")
    for path in [*SOURCES, *ROOT.glob("configs/**/*.yaml"), *ROOT.glob("*.*"), *ROOT.glob("docs/*.md")]:
        if path.is_file():
            assert not private.search(path.read_text(encoding="utf-8")), path


def test_only_a_kinds_own_folder_speaks_of_it():
    """Outside sim/clients/ nothing of the model knows households or villages; ``sim`` itself offers their agents."""
    speak = re.compile("household|village", re.IGNORECASE)
    outside = [path for path in ROOT.glob("sim/**/*.py") if "clients" not in path.relative_to(ROOT).parts]
    outside.remove(ROOT / "sim" / "__init__.py")
    assert not [path.name for path in outside if speak.search(path.read_text(encoding="utf-8"))]


def test_only_the_folder_of_blocks_speaks_of_campaigns():
    """No other room of the model knows defects, tests of a city or campaigns; no rule of blocks knows a team's end."""
    speak = re.compile("defect|campaign|civilised|assessment|relapse", re.IGNORECASE)
    own = ROOT / "sim" / "clients" / "blocks"
    outside = [path for path in ROOT.glob("sim/**/*.py") if own not in path.parents]
    assert not [path.name for path in outside if speak.search(path.read_text(encoding="utf-8"))]
    ends = [path.name for path in own.glob("*.py") if "dissolved" in path.read_text(encoding="utf-8").lower()]
    assert ends == ["second_call.py"]  # which only measures, when all is over
    assert "@" not in (own / "second_call.py").read_text(encoding="utf-8")  # and holds no rule


def test_no_file_of_experiments_names_a_measure_of_one_kind_but_in_its_folder():
    """What is measured of one kind of client only is named where that kind is spoken of."""
    from sim.clients.kinds import kind_named, names

    own = {column.name for name in names() for column in kind_named(name).columns}
    named = []
    for path in ROOT.glob("experiments/**/*.py"):
        if "kinds" in path.relative_to(ROOT).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in own:
                named.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.value}")
    assert not named
