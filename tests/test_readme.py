"""The README: what it tells a newcomer to type works as it stands."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from experiments import compare, forecast, score, sweep
from experiments.describe import page
from experiments.forecasting.case import Case, read_case

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for kind, block in BLOCKS if not kind for line in block.splitlines() if line.startswith("python -m")]


def test_the_gate_runs_the_readmes_test_command():
    assert "make test" in README
    assert "make test" in (ROOT / ".ci" / "run").read_text()
    targets = re.findall(r"^make (\w+)$", "\n".join(block for _, block in BLOCKS), re.MULTILINE)
    makefile = (ROOT / "Makefile").read_text()
    assert {"compare", "test"} <= set(targets)
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


@pytest.mark.parametrize(
    "command", [line for line in COMMANDS if "experiments.compare" in line or "experiments.sweep" in line]
)
def test_every_command_that_runs_a_study_is_valid(command):
    name, *words = shlex.split(command)[2:]
    read = compare.read if name.endswith("compare") else sweep.read
    assert read(words)


def test_the_template_of_a_case_is_one(tmp_path):
    """It is read as it stands, names every field, and its outcome may be filled in as it says."""
    text = next(block for kind, block in BLOCKS if kind == "yaml" and "households:" in block)
    path = tmp_path / "ours.yaml"
    path.write_text(text)
    case = read_case(str(path))
    assert set(yaml.safe_load(text)) == set(Case.model_fields)
    outcome = re.search(r"^known: \[\] .*: (\[\{.*\}\]);", text, re.MULTILINE)[1]
    assert len(Case.model_validate(case.model_dump() | {"known": yaml.safe_load(outcome)}).known) == 2


def test_the_forecasts_of_the_readme_can_be_made():
    named = [
        shlex.split(line)[2:] for line in COMMANDS if "experiments.forecast" in line or "experiments.score" in line
    ]
    assert [name for name, *_ in named] == ["experiments.forecast", "experiments.score"]
    assert forecast.read(named[0][1:])
    assert score.read(named[1][1:])


def test_every_command_is_a_module():
    for command in COMMANDS:
        name = shlex.split(command)[2].replace(".", "/")
        assert (ROOT / f"{name}.py").is_file() or (ROOT / name / "__main__.py").is_file(), command


def test_the_python_example_runs():
    example = next(block for kind, block in BLOCKS if kind == "python")
    exec(compile(example, "README.md", "exec"), {})


def test_links_lead_somewhere():
    for page_path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page_path.read_text(encoding="utf-8")):
            assert (page_path.parent / target).exists(), (page_path, target)


def test_the_parameter_page_is_up_to_date():
    assert (ROOT / "docs" / "parameters.md").read_text(encoding="utf-8") == page(), "run: make docs"


def test_the_protocol_has_its_parts_and_names_files_that_exist():
    text = (ROOT / "docs" / "odd.md").read_text(encoding="utf-8")
    parts = (
        "Purpose and patterns",
        "Entities",
        "Process overview",
        "Design concepts",
        "Initialization",
        "Input data",
        "Submodels",
    )
    for number, part in enumerate(parts, 1):
        assert re.search(rf"^## {number}\. {part}", text, re.MULTILINE)
    for concept in ("Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing",
                    "Interaction", "Stochasticity", "Collectives", "Observation"):  # fmt: skip
        assert f"**{concept}.**" in text
    for name in re.findall(r"`(sim/[\w/]+\.py)`", text):
        assert (ROOT / name).is_file()


def test_sources_in_use_are_explained():
    explained = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    used = set(re.findall(r"\b(?:relocation|coordination) \d(?:\.\d)?\b|\b[A-H]\d\b", page()))
    missing = {key for key in used if key not in explained} - {"H4"}
    assert not missing
