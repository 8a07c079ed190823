"""A results folder of a stranger is read as hostile: one line, exit code 2, in seconds, nothing outside touched."""

import json
import os
import shutil
import time
import zipfile
from pathlib import Path

import pytest
import yaml

from experiments import bundle, compare, sensitivity, status, sweep, verify
from experiments.report import __main__ as report
from experiments.study import strangers
from experiments.study.keys import config_hash
from experiments.study.manifest import read_manifest
from experiments.study.manifest_shape import SOMETIMES
from experiments.study.strangers import inside, plain_file, read_csv, read_json, read_parquet, read_yaml
from sim.yaml_scan import ConfigError
from tests.faults.doors import SWEEP, through
from tests.faults.hostile import OUTSIDE, mutated, seal, unsealed

pytestmark = pytest.mark.timeout(180)

SAMPLE = [
    "study.design.kind=morris", "points=2",
    "study.design.axes=[{name: work.validity, low: 30, high: 90}, {name: issues.per_household, low: 0.1, high: 1.0}]",
]  # fmt: skip
COMPARED = [
    "study=one_point", "households.total=12", "calendar.intervention_day=60", "calendar.horizon_days=40",
    "offer.rounds=[0.0]", "study.rival_replications=0", "study.attribution_replications=0", "study.resamples=200",
    "replications=3", "arms=[siloed,task_force]", "resources=[as_it_was]", "executor=serial",
]  # fmt: skip


@pytest.fixture(scope="module")
def compared(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("compared") / "study"
    assert compare.main([*COMPARED, f"output={folder}"]) == 0
    return folder


@pytest.fixture(scope="module")
def sampled(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sampled") / "study"
    assert sweep.main([*SWEEP, *SAMPLE, f"output={folder}"]) == 0
    return folder


def resumed_sweep(words) -> int:
    return sweep.main([*SWEEP, *SAMPLE, f"output={words[0]}"])


def resumed_comparison(words) -> int:
    return compare.main([*COMPARED, f"output={words[0]}"])


def verified(words) -> int:
    return verify.main([*words, "sample=1"])


READERS = {"report": report.main, "status": status.main, "sensitivity": sensitivity.main}
ALL = READERS | {"verify": verify.main, "bundle": bundle.main, "compare": resumed_comparison}


def refused(main, folder, *more) -> str:
    """The one line with which a door is shut, within seconds."""
    began = time.process_time()
    told = through(main, [folder, *more])
    assert time.process_time() - began < 5.0
    assert (told.code, told.out, len(told.said)) == (2, "", 1), told
    return told.said[0]


MANIFESTS = {
    "a list": "[1]",
    "null": "null",
    "a text": '"x"',
    "a number": "1e999",
    "brackets": "[" * 100_000 + "]" * 100_000,
    "brackets that never close": "[" * 100_000,
    "braces": '{"a":' * 50_000,
    "NaN": '{"seed": NaN}',
    "Infinity": '{"seed": -Infinity}',
    "a name twice": '{"seed": 1, "seed": 1}',
    "a number of 10,000 digits": '{"seed": ' + "9" * 10_000 + "}",
    "nothing": "",
    "no text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("name", MANIFESTS)
@pytest.mark.parametrize("door", ALL)
def test_a_manifest_that_is_none(compared, tmp_path, door, name):
    text = MANIFESTS[name]
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "manifest.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    assert "manifest.json: is damaged" in refused(ALL[door], tmp_path / "s")


def test_a_manifest_of_a_gigabyte_is_not_read(tmp_path):
    (tmp_path / "s").mkdir()
    with (tmp_path / "s" / "manifest.json").open("wb") as file:
        file.truncate(1 << 30)
    assert "larger than 32 MB" in refused(status.main, tmp_path / "s")


WRONG = [
    ("kind", 7), ("kind", "x" * 1_000), ("kind", "\x1b[2J"), ("status", "done"), ("status", ["complete"]),
    ("command", "x"), ("command", [1]), ("config_hash", None), ("versions", []), ("versions", {"a": 1}),
    ("current", {}), ("current", "x"), ("schema", "2"), ("schema", True), ("seed", 1.5), ("seed", -1),
    ("seed", 10**30), ("rng_scheme", {}), ("code_changes", {}), ("code_changes", [1]), ("failures", [{}]),
    ("failures", {"a": 1}), ("outputs", []), ("outputs", {"a": 1}), ("replications", "3"), ("failed", -1),
    ("unstaffed", []), ("files", {"../x": "0"}), ("files", []), ("parts", {"a": 1}), ("asked", []), ("story", [{}]),
    ("story", {"a": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), WRONG, ids=lambda one: str(one)[:20])
def test_an_entry_of_another_kind_is_named(compared, tmp_path, key, value):
    """The checksum fits: a stranger can compute it, too."""
    folder = tmp_path / "s"
    shutil.copytree(compared, folder)
    seal(folder, unsealed(folder) | {key: value})
    with pytest.raises(ConfigError, match=rf"manifest\.json: is damaged \({key} = .*must be"):
        read_manifest(folder)
    manifest = unsealed(folder)
    del manifest[key]
    seal(folder, manifest)
    if key not in SOMETIMES:
        with pytest.raises(ConfigError, match=f"{key} is missing"):
            read_manifest(folder)


NAMES = [
    "/etc/passwd", "../x", "a/../../x", "..", ".", "", "a//b", "a\\b", "c:x", "a\0b", "\x1b[2J", "~/x", "x" * 300,
    "./x", "a/",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=repr)
@pytest.mark.parametrize("door", ["verify", "bundle", "report"])
def test_an_output_that_is_named_elsewhere(compared, tmp_path, door, name):
    assert not inside(name)
    folder = tmp_path / "s"
    folder.mkdir()
    seal(folder, unsealed(compared) | {"outputs": {name: "0" * 16}})
    shutil.copy(compared / "config.yaml", folder)
    line = refused(ALL[door], folder)
    assert "outputs = " in line
    assert "must be names of files in the folder" in line
    with pytest.raises(ConfigError, match="is not the name of a file in this folder"):
        plain_file(folder, name)


@pytest.mark.parametrize("name", ["a.csv", "a/b.parquet", "a-b_c.d", ".x", "..x", "图.csv"])
def test_a_name_in_the_folder_is_one(name):
    assert inside(name) == (not name.startswith(".."))


def fifo(path) -> None:
    os.mkfifo(path)


KINDS = {
    "a pipe": fifo,
    "a folder": Path.mkdir,
    "a link out": lambda path: path.symlink_to("/etc/passwd"),
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
    "a link in a circle": lambda path: path.symlink_to(path.name),
    "nothing": lambda path: None,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["manifest.json", "config.yaml", "comparison.csv", "runs.parquet", "daily.parquet"])
def test_only_plain_files_are_read(compared, tmp_path, name, kind):
    folder = Path(shutil.copytree(compared, tmp_path / "s"))
    (folder / name).unlink()
    KINDS[kind](folder / name)
    line = refused(report.main, folder)
    assert "root:" not in line
    assert any(said in line for said in ("is a link", "is not a plain file", "is missing", "is not the folder"))
    with pytest.raises(ConfigError):
        {"json": read_json, "yaml": read_yaml, ".csv": read_csv}.get(name[-4:], read_parquet)(folder, name)


@pytest.mark.parametrize("kind", ["a pipe", "a link out", "a folder", "a device"])
def test_a_part_that_is_no_plain_file_is_set_aside(sampled, tmp_path, kind):
    """A study goes on without it, and its status can be asked; what a link leads to is left alone."""
    folder = Path(shutil.copytree(sampled, tmp_path / "s"))
    part = next(iter(sorted((folder / "parts").glob("*.runs.parquet"))))
    part.unlink()
    KINDS[kind](part)
    assert through(status.main, [folder]).code == 0
    told = through(resumed_sweep, [folder])
    assert told.code == 0
    assert any("it is not a plain file; it is set aside" in line for line in told.said)
    assert (folder / "runs.parquet").read_bytes() == (sampled / "runs.parquet").read_bytes()


NINE = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))
CONFIGS = {
    "an alias bomb": f"a0: &a0 [1]\n{NINE}\n",
    "10,000 brackets": "a: " + "[" * 10_000 + "]" * 10_000,
    "a huge file": "a: 1\n" * 100_000,
    "a tag": "a: !!python/object/apply:os.system ['true']",
    "a list": "- 1",
    "nothing": "",
    "no UTF-8": b"a: \xff",
}


@pytest.mark.parametrize("name", CONFIGS)
@pytest.mark.parametrize("door", ["report", "sensitivity", "resumed"])
def test_a_configuration_that_is_a_bomb(compared, sampled, tmp_path, door, name):
    """The folder's own, also where a study would go on in it and only the differing keys are looked for."""
    folder = Path(shutil.copytree(sampled if door == "sensitivity" else compared, tmp_path / "s"))
    text = CONFIGS[name]
    (folder / "config.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    if door == "resumed":
        seal(folder, unsealed(folder) | {"config_hash": "0" * 16})
        refused(resumed_comparison, folder)
    else:
        refused(READERS[door], folder)


def change_csv(folder, change) -> None:
    path = folder / "comparison.csv"
    path.write_text(change(path.read_text()))


TABLES = {
    "a foreign arm": (lambda text: text.replace("task_force", "stranger"), "arm stranger is none of this study"),
    "a foreign setting": (lambda text: text.replace("as_it_was", "elsewhere"), "resources elsewhere is none of this"),
    "a missing column": (lambda text: text.replace("ci_low", "x"), "has no column ci_low"),
    "no rows": (lambda text: "", "has no column metric"),
    "no table": (lambda text: '"' + text, ""),
    "texts for numbers": (lambda text: text.replace("0.", "x."), ""),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_is_another(compared, tmp_path, name):
    folder = Path(shutil.copytree(compared, tmp_path / "s"))
    change, said = TABLES[name]
    change_csv(folder, change)
    assert said in refused(report.main, folder)


@pytest.mark.parametrize("name", ["runs.parquet", "points.parquet"])
@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1", b"x" * 1000])
def test_what_is_no_parquet_file(sampled, tmp_path, name, data):
    folder = Path(shutil.copytree(sampled, tmp_path / "s"))
    (folder / name).write_bytes(data)
    assert "is not a Parquet file that can be read" in refused(sensitivity.main, folder)


def test_a_parquet_file_of_too_many_rows_is_not_built(sampled, tmp_path, monkeypatch):
    monkeypatch.setattr(strangers, "MOST_CELLS", 10)
    with pytest.raises(ConfigError, match="too many to be read"):
        read_parquet(sampled, "runs.parquet")


def test_no_figure_and_no_page_is_written_through_a_link(compared, tmp_path):
    folder = Path(shutil.copytree(compared, tmp_path / "s"))
    shutil.rmtree(folder / "figures")
    (tmp_path / "elsewhere").mkdir()
    (folder / "figures").symlink_to(tmp_path / "elsewhere")
    assert "is a link" in refused(report.main, folder)
    assert not list((tmp_path / "elsewhere").iterdir())
    (folder / "figures").unlink()
    (tmp_path / "mine").write_text("mine")
    (folder / "report.html").unlink()
    (folder / "report.html").symlink_to(tmp_path / "mine")
    assert through(report.main, [folder]).code == 0
    assert (tmp_path / "mine").read_text() == "mine"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["config.yaml", "runs.parquet", "codebook.csv", "figures/headline.svg"])
def test_a_file_that_was_noted_and_is_no_plain_file_any_more(compared, tmp_path, name, kind):
    """Verify says which, and nothing of what a link leads to is hashed, packed, or noted anew when a page is made."""
    folder = Path(shutil.copytree(compared, tmp_path / "s"))
    (folder / name).unlink()
    KINDS[kind](folder / name)
    told = through(verified, [folder])
    said = "is missing" if kind in {"nothing", "a folder"} else "is not a plain file"
    assert (told.code, told.said) == (1, [])
    assert f"{folder}: {name}: {said}" in told.out.splitlines()
    assert through(bundle.main, [folder]).code == 0
    with zipfile.ZipFile(tmp_path / "s.zip") as archive:
        assert f"results/{name}" not in archive.namelist()
    if name == "codebook.csv":
        assert through(report.main, [folder]).code == 0
        assert through(verified, [folder]).code == 1


@pytest.mark.parametrize("name", ["sim/__init__.py", "../x", "/etc/x", "a\\b", "c:x", "experiments/bundle.py"])
def test_a_list_of_points_stands_in_for_no_source_and_leaves_no_folder(compared, tmp_path, name):
    """The bundle is run by a reviewer: a manifest does not say what stands in his sources."""
    folder = Path(shutil.copytree(compared, tmp_path / "s"))
    (folder / "design.csv").write_text("planted")
    seal(folder, unsealed(folder) | {"command": ["python", "-m", "x", f"design.file={name}"]})
    assert through(bundle.main, [folder]).code == 0
    with zipfile.ZipFile(tmp_path / "s.zip") as archive:
        assert not [one for one in archive.namelist() if archive.read(one) == b"planted"]


def test_a_list_of_points_that_is_a_link_is_not_packed(compared, tmp_path):
    folder = Path(shutil.copytree(compared, tmp_path / "s"))
    (folder / "design.csv").symlink_to("/etc/passwd")
    seal(folder, unsealed(folder) | {"command": ["python", "-m", "x", "design.file=points.csv"]})
    assert through(bundle.main, [folder]).code == 0
    with zipfile.ZipFile(tmp_path / "s.zip") as archive:
        assert not [one for one in archive.namelist() if one.endswith(".csv") and b"root:" in archive.read(one)]


@pytest.mark.parametrize("many", [2, 1_000_000_000_000])
def test_verify_believes_no_count_of_runs(compared, tmp_path, many):
    folder = Path(shutil.copytree(compared, tmp_path / "s"))
    seal(folder, unsealed(folder) | {"replications": many})
    told = through(verified, [folder])
    assert told.code == 1
    assert f"runs.parquet: has 6 runs, not those of {many} replications" in told.out


@pytest.mark.parametrize("name", ["points.parquet", "design.parquet"])
@pytest.mark.parametrize("kind", ["a pipe", "a link out", "a device"])
def test_going_on_takes_nothing_for_a_table_that_is_no_plain_file(sampled, tmp_path, name, kind):
    """What stands there is replaced by what the study would have written; what a link leads to is left alone."""
    folder = Path(shutil.copytree(sampled, tmp_path / "s"))
    (folder / name).unlink()
    KINDS[kind](folder / name)
    assert through(resumed_sweep, [folder]).code == 0
    assert strangers.is_plain(folder / name)
    assert (folder / name).read_bytes() == (sampled / name).read_bytes()


GROWN = {"study": [7, {"design": 7}, {"replications": "x"}, {"design": {"kind": []}}], "resources": [{"a": 1}, "x"]}


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in GROWN.items() for value in values], ids=str)
def test_a_configuration_that_no_study_could_grow_from_is_one_line(compared, tmp_path, key, value):
    folder = Path(shutil.copytree(compared, tmp_path / "s"))
    config = yaml.safe_load((folder / "config.yaml").read_text()) | {key: value}
    (folder / "config.yaml").write_text(yaml.safe_dump(config, sort_keys=False))
    seal(folder, unsealed(folder) | {"config_hash": config_hash(config)})
    told = through(resumed_comparison, [folder])
    assert (told.code, told.out) == (2, "")
    assert 1 <= len(told.said) <= 9
    assert all(str(folder) in line or "choose another output" in line for line in told.said)


def attacked(doors, folder, target, seed: int) -> None:
    """Every door of a mutated folder: exit code 0, 1 or 2, with one line where it is 2; nothing outside has changed."""
    done = mutated(folder, target, seed)
    for name, main in doors.items():
        began = time.process_time()
        told = through(main, [target])
        assert told.code in {0, 1, 2}, (seed, done, name, told)
        assert told.code != 2 or told.said, (seed, done, name)
        assert not any("Traceback" in line or "\x1b" in line for line in [*told.said, told.out])
        assert time.process_time() - began < 10.0, (seed, done, name)
    assert (target.parent / OUTSIDE).read_text() == "mine"
    elsewhere = target.parent / "elsewhere"
    assert not elsewhere.exists() or not list(elsewhere.iterdir())


QUICK, LONG = range(7), range(7, int(os.environ.get("FOLDERS", "60")))  # FOLDERS=250 tries as many
FUZZED = [*QUICK, *(pytest.param(seed, marks=pytest.mark.slow) for seed in LONG)]


@pytest.mark.parametrize("seed", FUZZED)
@pytest.mark.filterwarnings("ignore")  # of NumPy, Pandas and Matplotlib on numbers that are none
def test_a_folder_changed_at_random(compared, sampled, tmp_path, seed):
    """Readers first, then whoever checks and packs it, and the command itself, which would go on in it."""
    which, resumed = (sampled, resumed_sweep) if seed % 2 else (compared, resumed_comparison)
    doors = READERS | {"verify": verified, "bundle": bundle.main, "resumed": resumed}
    attacked(doors, which, tmp_path / "s", seed)


def test_what_is_known_of_a_damaged_configuration_names_the_key(compared, tmp_path):
    folder = Path(shutil.copytree(compared, tmp_path / "s"))
    config = yaml.safe_load((folder / "config.yaml").read_text())
    config["calendar"]["horizon_days"] = "soon"
    (folder / "config.yaml").write_text(yaml.safe_dump(config, sort_keys=False))
    seal(folder, unsealed(folder) | {"config_hash": config_hash(config)})
    assert "calendar.horizon_days = 40: the folder" in refused(resumed_comparison, folder)
    assert json.loads((folder / "manifest.json").read_text())["status"] == "complete"
