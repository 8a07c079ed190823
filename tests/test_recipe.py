"""The recipe of docs/own_kind.md: the kind that it builds is one folder plus YAML, runs, and touches nothing else."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[1]
RECIPE = ROOT / "docs" / "own_kind.md"
BLOCK = re.compile(r"```(?:python|yaml)\n# (?P<path>\S+)\n(?P<text>.*?)```", re.DOTALL)
SMALL = ["calendar.intervention_day=20", "calendar.horizon_days=30", "lamps.total=40", "lamps.failure_rate=0.02"]
SAID = """
import sys
from sim import CityModel, load_scenario, simulate
told = load_scenario("lamps", ["coordination=task_force", *sys.argv[1:]])
row = simulate(told, [3]).iloc[0]
print(row["dark_days"], row["restricted_days"], row["all_matters_days"])
"""
MESA = """
import sys
from sim import CityModel, load_scenario
from sim.clients.lamps.agent import Lamp
model = CityModel(load_scenario("lamps", sys.argv[1:]), rng=3)
model.run_for(40)
print(len(model.agents_by_type[Lamp]), sum(model.agents_by_type[Lamp].get("failures")) > 0)
"""


def files_of_the_recipe() -> dict[str, str]:
    """Path and text of every file that the page shows."""
    return {found["path"]: found["text"] for found in BLOCK.finditer(RECIPE.read_text(encoding="utf-8"))}


def build(where: Path, only: str = "") -> list[Path]:
    """Write the files of the recipe (those below *only*) into *where*; the paths, none of which was there before."""
    written = []
    for name, text in files_of_the_recipe().items():
        if name.startswith(only):
            path = where / name.removeprefix(only)
            assert not path.exists(), f"{name} changes a file that is there"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written


def told(where: Path, script: str, *words: str, **environment: str) -> str:
    """What a script says that runs in *where*."""
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=where, env=os.environ | environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """The project with the recipe's kind in it."""
    where = tmp_path_factory.mktemp("recipe")
    for part in ("sim", "configs", "experiments"):
        shutil.copytree(ROOT / part, where / part, ignore=shutil.ignore_patterns("__pycache__"))
    build(where)
    return where


def test_the_kind_is_one_folder_plus_yaml():
    for path in files_of_the_recipe():
        assert path.startswith(("sim/clients/lamps/", "configs/")), path
    assert not [path for path in files_of_the_recipe() if (ROOT / path).exists()]


def test_it_runs_compiled_and_in_plain_python_alike_and_one_lamp_more_disturbs_no_other(tree):
    compiled = told(tree, SAID, *SMALL)
    assert compiled == told(tree, SAID, *SMALL, NUMBA_DISABLE_JIT="1")
    assert float(compiled.split()[0]) > 0.0
    assert told(tree, MESA, *SMALL) == "40 True"


def test_a_command_compares_arms_with_it(tree):
    words = [
        "study=one_point",
        "arms=[siloed,task_force]",
        "resources=[closed]",
        "replications=2",
        "study.resamples=200",
        "executor=serial",
    ]
    command = [sys.executable, "-m", "experiments.compare", "scenario=lamps", *words, *SMALL, "output=results/lamps"]
    done = subprocess.run(command, cwd=tree, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    runs = pd.read_parquet(tree / "results" / "lamps" / "runs.parquet")
    assert (runs["status"] == "ok").all()
    assert "dark_days" in runs
    assert "signed_share" not in runs
    assert (tree / "results" / "lamps" / "report.html").exists()


@pytest.mark.slow
def test_a_kind_outside_the_package_is_found_and_never_stale(tmp_path):
    """Edited rules give another number at once: the text of kinds outside is part of the code's hash."""
    where = tmp_path / "kinds"
    build(where, "sim/clients/")
    shutil.copytree(ROOT / "configs", tmp_path / "configs")
    build(tmp_path / "configs", "configs/")
    script = SAID.replace(
        'load_scenario("lamps", [',
        'load_scenario("lamps", configs=__import__("pathlib").Path(sys.argv.pop(1)), overrides=[',
    )
    environment = {"ZHUANBAN_CLIENTS": str(where), "PYTHONPATH": str(ROOT)}
    first = told(tmp_path, script, str(tmp_path / "configs"), *SMALL, **environment)
    rules = where / "lamps" / "rules.py"
    rules.write_text(rules.read_text().replace("lamp.dark_days += day", "lamp.dark_days += 2 * day"))
    rules.write_text(rules.read_text().replace("+= 2 * day >= city.intervention", "+= 2 * (day >= city.intervention)"))
    second = told(tmp_path, script, str(tmp_path / "configs"), *SMALL, **environment)
    assert float(second.split()[0]) == 2.0 * float(first.split()[0]) > 0.0
