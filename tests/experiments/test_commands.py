"""What all commands share: one list, one help with every name, one ritual, and nothing that a pipe can break."""

import ast
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from experiments import compare, explain, fit, forecast, score, sweep, validate
from experiments.attribution.question import Question
from experiments.study import command, help  # noqa: A004  (its own name)
from experiments.study.settings import Study
from sim.config import CONFIGS, options
from sim.measures.columns import NAMES
from sim.yaml_scan import ConfigError

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = sorted(name.removeprefix("experiments.") for name in help.files())
WITH_STUDIES = {
    "compare": compare, "sweep": sweep, "explain": explain, "validate": validate, "fit": fit, "forecast": forecast,
    "score": score,
}  # fmt: skip
QUICK = 0.5  # seconds on the wall


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *words], check=False, capture_output=True, text=True, cwd=ROOT)


def test_the_list_of_commands_is_the_folder_with_the_first_sentence_of_each_file():
    done = run("experiments")
    assert done.returncode == 0
    lines = done.stdout.splitlines()[: len(COMMANDS)]
    assert [line.split()[2] for line in lines] == [f"experiments.{name}" for name in COMMANDS]
    for path, line in zip(help.files().values(), lines, strict=True):
        assert line.endswith(ast.get_docstring(ast.parse(path.read_text())).splitlines()[0])
    assert {"compare", "sweep", "explain", "validate", "fit", "report", "benchmark"} <= set(COMMANDS)


def test_a_word_after_the_list_is_answered_with_how_a_command_is_run():
    done = run("experiments", "sweep")
    assert (done.returncode, done.stdout) == (2, "")
    assert "python -m experiments.sweep" in done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_help_names_its_command_and_is_quick(name):
    """Best of three, as another process may be busy: nothing slow is loaded on the way."""
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        done = run(f"experiments.{name}", "--help")
        seconds.append(time.perf_counter() - began)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"python -m experiments.{name}" in done.stdout
    assert min(seconds) < QUICK


@pytest.mark.parametrize(("name", "groups"), [
    ("compare", ("scenario", "coordination", "resources", "study", "explanation", "executor")),
    ("sweep", ("scenario", "coordination", "resources", "study", "executor")),
    ("explain", ("scenario", "coordination", "resources", "question")),
    ("validate", ("scenario",)),
    ("fit", ("explanation",)),
    ("forecast", ("case", "explanation", "executor")),
    ("score", ("case", "executor")),
])  # fmt: skip
def test_help_lists_every_name_that_may_be_typed(name, groups):
    said = run(f"experiments.{name}", "-h").stdout
    for group in groups:
        for option in options(CONFIGS, group):
            assert f"\n  {option} " in said
    if "metric=" in said:
        listed = said.partition("\nmetric=")[2].partition("\n")[2].replace(",", " ").split()
        assert listed == list(NAMES)


def test_every_word_that_names_a_file_is_listed_in_full():
    usage = help.explain.__doc__ + " ".join(f"{word}=x" for word in help.GROUPS)
    assert all((CONFIGS / group).is_dir() for group in help.GROUPS.values())
    assert len([line for line in help.listed(usage) if line.endswith("=")]) == len(set(help.GROUPS.values()))


@pytest.mark.parametrize(
    "words", ["experiments", "experiments.compare --help", "experiments.sweep study=screening --show"]
)
def test_a_reader_that_leaves_breaks_nothing(words):
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {sys.executable} -m {words} | head -n 1 > /dev/null"],
        check=False, capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode in {0, 1}
    assert done.stderr == ""


def test_a_pipe_that_was_closed_before_is_no_fault():
    for words in (["experiments.compare", "--help"], ["experiments"]):
        process = subprocess.Popen(
            [sys.executable, "-m", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
        )
        process.stdout.close()
        said = process.stderr.read()
        process.stderr.close()
        assert (process.wait(), said) == (0, "")


def test_show_prints_a_study_that_reads_back_and_runs_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(command, "perform", None)
    words = ["work.validity=61", "arms=[siloed,task_force]", "replications=7", f"output={tmp_path}/none"]
    assert compare.main([*words, "--show"]) == 0
    told = Study.model_validate(yaml.safe_load(capsys.readouterr().out))
    assert told == compare.read(words).study
    assert (told.work.validity, told.study.replications, list(told.arms)) == (61.0, 7, ["siloed", "task_force"])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("name", "words"), [
    ("sweep", ["study=screening"]),
    ("validate", ["scenario=workbench"]),
    ("explain", ["explain=grouped", "work.validity=61"]),
    ("fit", ["explanation=lapse"]),
    ("forecast", ["case=huasu", "points=4"]),
    ("score", ["cases=[huasu,qiaojia]", "points=4"]),
])  # fmt: skip
def test_every_command_shows_what_it_composed(name, words, capsys):
    main = WITH_STUDIES[name].main
    assert main([*words, "--show"]) == 0
    told = yaml.safe_load(capsys.readouterr().out)
    assert told == main.shown(main.read(words))
    if name == "explain":
        city = told.pop("configuration")
        assert Question.model_validate(told).groups
        assert city["baseline"]["work"]["validity"] == 61.0


def test_show_refuses_what_the_command_would_refuse():
    with pytest.raises(ConfigError, match="a comparison needs two at least"):
        compare.main(["arms=[siloed]", "--show"])


@pytest.mark.parametrize("name", WITH_STUDIES)
def test_every_command_that_runs_something_goes_through_the_one_ritual(name, monkeypatch):
    """What a command's file holds is what differs; locks, manifests, executors and exit codes stand in one place."""
    assert isinstance(WITH_STUDIES[name].main, command.Command)
    asked = []
    monkeypatch.setattr(command, "perform", lambda ours, what: asked.append((ours, what)) or 7)
    words = {
        "sweep": ["study=screening"], "validate": ["scenario=open_call"], "forecast": ["case=huasu", "points=4"],
        "score": ["points=4"],
    }.get(name, [])  # fmt: skip
    assert WITH_STUDIES[name].main(words) == 7
    assert asked[0][0] is WITH_STUDIES[name].main
    imported = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(ast.parse(Path(WITH_STUDIES[name].__file__).read_text()))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    ritual = {"locks", "engine", "executors", "output"}
    assert not {
        one for one in imported if one.split(".")[:2] == ["experiments", "study"] and one.split(".")[2] in ritual
    }
    assert "experiments.study.manifest.write_manifest" not in imported


def test_checks_of_a_validation_are_inquiries_like_a_command():
    assert all(type(check) is command.Inquiry for check in validate.CHECKS.values())
    assert issubclass(command.Command, command.Inquiry)


def test_a_refused_command_leaves_nothing(tmp_path):
    """What cannot be staffed is known only when everything is put together: even then no folder is begun."""
    words = ["scenario=city_portfolio", "arms=[siloed,task_force]", "resources=[closed]", "replications=1"]
    with pytest.raises(ConfigError, match="task force 1"):
        compare.main([*words, "staffing.teams=100", "projects.team_members=60", f"output={tmp_path}/none"])
    assert not list(tmp_path.iterdir())
