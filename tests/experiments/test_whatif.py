"""The page of sliders: what is asked, how emulators are fitted and judged, and what is refused."""

from __future__ import annotations

import json
import shlex

import numpy as np
import pandas as pd
import pytest

from experiments import compare, whatif
from experiments.emulation import judged
from experiments.emulation.asked import asked_of, experiments_of
from experiments.emulation.emulator import emulate, emulator_from
from experiments.emulation.links import from_link, to_link
from experiments.emulation.means import Means
from experiments.emulation.recorded import recorded
from experiments.report.speech import there
from experiments.whatif_page.page import command_of, reason
from sim.config import CONFIGS, compose, options
from sim.yaml_scan import ConfigError
from tests.experiments.test_study import TINY

AXES = "study.design.axes=[{name: work.validity, low: 50, high: 110}, {name: staffing.stop_after, low: 14, high: 120}]"
FEW = [*TINY[1:], "arms=[orders,task_force]", "explanation=lapse", AXES, "executor=serial", "seed=1",
       "outputs=[goal_days,home_backlog_days,petitions]"]  # fmt: skip
SMALL = [*FEW, "points=20", "replications=8", "fresh=6"]


def lenient(patch):
    """Show every emulator, good or not."""
    patch.setattr(judged, "LEAST_R2", -1e9)
    patch.setattr(judged, "HELD", (0.0, 1.0))
    patch.setattr(judged, "WIDEST", 1e9)


def known(function, many=80, noise=0.0, seed=1):
    """Means of a made-up outcome of two sliders."""
    luck = np.random.Generator(np.random.Philox(seed))
    unit = luck.random((many, 2))
    means = function(unit[:, 0], unit[:, 1]) + noise * luck.standard_normal(many)
    return Means(unit, means, np.full(many, noise), 0)


def curved(a, b):
    return 40.0 + 30.0 * np.sin(3.0 * a) + 20.0 * a * b


def test_bands_hold_nine_of_ten_fresh_points_and_errors_are_those_of_points_left_out():
    emulator = emulate(known(curved, noise=1.0))
    fresh = known(curved, many=400, noise=1.0, seed=2)
    told = emulator.at(fresh.unit)
    held = ((fresh.means >= told[:, 1]) & (fresh.means <= told[:, 2])).mean()
    assert 0.84 <= held <= 0.96
    assert emulator.r2 > 0.98
    assert 0.9 < emulator.missed < 1.5  # no better than the luck in the points themselves
    assert (told[:, 1] < told[:, 0]).all()


def test_an_outcome_near_zero_is_emulated_through_a_link_and_never_falls_below():
    near = known(lambda a, b: np.exp(4.0 * a + b - 4.0), noise=0.0)
    emulator = emulate(near)
    assert emulator.link in {"root", "log"}
    assert (emulator.at(np.random.Generator(np.random.Philox(5)).random((200, 2))) >= 0.0).all()
    for link in ("identity", "root", "log"):
        assert from_link(link, 0.3, float(to_link(link, 0.3, 2.5))) == pytest.approx(2.5)


def test_what_is_kept_answers_as_what_was_fitted():
    emulator = emulate(known(curved, noise=1.0))
    rows = np.random.Generator(np.random.Philox(6)).random((30, 2))
    again = emulator_from(json.loads(json.dumps(emulator.kept())), emulator.band.points)
    assert np.array_equal(emulator.at(rows), again.at(rows))


@pytest.mark.parametrize(("noise", "fresh", "state", "why"), [
    (0.5, curved, "shown", ""),
    (60.0, curved, "hidden", "R2"),
    (0.5, lambda a, b: curved(a, b) + 25.0, "hidden", "band holds 0 of 100"),
    (5.0, curved, "hidden", "standard deviations wide"),
])  # fmt: skip
def test_an_emulator_that_fails_is_hidden_and_says_why(monkeypatch, noise, fresh, state, why):
    if noise == 5.0:
        monkeypatch.setattr(judged, "LEAST_R2", 0.5)
    line, there_is = judged.judged(known(curved, noise=noise), known(fresh, 400, noise, 2))
    assert line["state"] == state
    assert why in line["why"]
    assert bool(there_is) == (state == "shown")


def test_what_no_slider_moves_is_told_once_and_what_some_runs_lack_is_hidden():
    flat = known(lambda a, _: 365.0 + 0.0 * a)
    assert judged.judged(flat, flat)[0]["state"] == "the same everywhere"
    lacking = Means(flat.unit, flat.means, flat.errors, 3)
    assert judged.judged(lacking, None)[0]["why"] == "some runs have no value"


def test_every_reason_for_hiding_has_chinese_words():
    """Whatever the numbers in it: an output that fails is named with why, in either language."""
    few = asked_of([*FEW, "points=40", "replications=2", "fresh=0"]).first
    good = {"r2": 0.95, "fresh": 9, "held": 0.9, "width": 1.5}
    lines = [good | {"r2": 0.5}, good | {"held": 0.5}, good]
    reasons = [judged.too_few(few), *(judged._fault(line) for line in lines)]
    for text in (*reasons, "some runs have no value", "is not the same at fresh points"):
        assert text
        assert reason(text).zh != text


def test_every_slider_of_every_study_has_words():
    for name in options(CONFIGS, "study"):
        study = compose(f"study/{name}", [])["study"]
        for axis in study["design"]["axes"] if "whatif" in study else []:
            parts = [part for part in axis["name"].split(".") if part != "*"]
            assert there("whatif.slider_" + "_".join(parts)), axis["name"]


def test_a_number_of_one_explanation_is_a_slider_of_that_one_alone():
    asked = asked_of(["replications=8"])
    names = {name: {axis.name for axis in study.study.design.axes} for name, study in asked.under.items()}
    assert list(names) == ["lapse", "no_authority", "waiting", "abandoned"]
    own = {"work.validity": "lapse", "issues.exception_share": "no_authority", "households.speculator_share": "waiting"}
    for number, whose in own.items():
        assert [name for name in names if number in names[name]] == [whose]
    assert all("staffing.stop_after" in there_are for there_are in names.values())
    assert len(experiments_of(asked)) == 8  # points and fresh points of each


@pytest.mark.parametrize(("words", "said"), [
    (["study=one_point"], "study.design.kind = none: sliders need a space"),
    (["study=stopping"], "study.design.kind = grid: sliders need a space"),
    (["outputs=[nothing_such]"], "outputs: nothing_such is no measure"),
    (["resources=[closed,as_it_was]"], "a page of sliders shows one"),
    (["fresh=-1"], "fresh = -1"),
    (["explanations=[magic]"], "magic"),
    (["explanation=lapse", "explanations=[lapse]"], "explanation = lapse: explanations lists some"),
])  # fmt: skip
def test_what_makes_no_page_is_one_line(words, said):
    with pytest.raises(ConfigError) as told:
        asked_of(words)
    assert said in told.value.lines[0]


def test_a_folder_of_another_kind_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ConfigError, match="holds files that are not a study"):
        whatif.main([*SMALL, f"output={tmp_path}"])
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.slow
def test_too_few_runs_give_a_page_that_says_so(tmp_path):
    assert whatif.main([*FEW, "points=4", "replications=2", "fresh=0", f"output={tmp_path / 'few'}"]) == 0
    page = (tmp_path / "few" / "whatif.html").read_text(encoding="utf-8")
    assert "Too few runs for an emulator: 4 points for 2 sliders; an emulator needs 20 at least." in page
    assert "模拟次数太少，无法建立代理模型：2个滑块只有4个取值点，至少需要20个。" in page
    assert "No fresh points were simulated" in page


@pytest.mark.slow
def test_a_study_leaves_emulators_their_errors_and_a_page(tmp_path):
    folder = tmp_path / "small"
    assert whatif.main([*SMALL, f"output={folder}"]) == 0
    table = pd.read_csv(folder / "emulator.csv")
    assert list(table["output"].unique()) == ["goal_days", "home_backlog_days", "petitions"]
    assert set(table["state"]) <= {"shown", "hidden", "the same everywhere"}
    told = pd.read_csv(folder / "codebook.csv")
    assert set(table.columns) <= set(told.loc[(told["table"] == "emulator.csv") & told["meaning"].notna(), "column"])
    manifest = json.loads((folder / "manifest.json").read_text())
    assert {"emulator.json", "played.json", "whatif.html"} <= set(manifest["files"])
    assert "<noscript>" in (folder / "whatif.html").read_text(encoding="utf-8")
    a_played_city_is_that_of_the_table(folder)


def a_played_city_is_that_of_the_table(folder):
    """Its last frames say what its rows say; a row that is another's is not played."""
    played = json.loads((folder / "played.json").read_text(encoding="utf-8"))
    points = pd.read_parquet(folder / "points" / "lapse" / "points.parquet")
    assert played["why"] == ""
    number = int((points["work.validity"] == played["point"]["work.validity"]).to_numpy().argmax())
    where = folder / "points" / "lapse" / "runs.parquet"
    runs = pd.read_parquet(where)
    rows = runs[(runs["point"] == number) & (runs["replication"] == 0)].set_index("arm")
    for arm, one in played["arms"].items():
        last = one["frames"][-1]
        assert (last["day"], len(last["cells"])) == (60, 30)
        assert last["stand"][2] == rows.loc[arm, "households_left"]
        assert [frame["day"] for frame in one["frames"]] == list(range(0, 61, 2))
    assert sum(row["event"] == "team_begins" for row in played["arms"]["task_force"]["events"]) == 1
    asked = asked_of(SMALL)
    runs.assign(staff_days=runs["staff_days"] + 1.0).to_parquet(where)
    assert recorded(asked, folder) == {"why": "that city comes out otherwise now"}
    runs.assign(status="failed").to_parquet(where)
    assert recorded(asked, folder) == {"why": "a run of that city failed"}


def test_the_command_of_a_point_composes_with_the_same_villages():
    """As the script of the page writes it: every place of a slider that stands for several is named."""
    asked = asked_of(["replications=8", "seed=5", "explanation=lapse"])
    sliders = judged.sliders_of(asked.under["lapse"])
    values = {one["name"]: (one["low"] + one["high"]) / 2 for one in sliders if not one["whole"]}
    numbers = [f"{place}={values[one['name']]}" for one in sliders if not one["whole"] for place in one["places"]]
    words = shlex.split(" ".join([command_of(asked), "explanation=lapse", *numbers]))
    study = compare.read(words[3:]).study
    assert (study.study.seed, study.study.replications) == (5, 8)
    assert list(study.arms) == list(asked.first.arms)
    assert study.work.validity == 80.0
    assert {one.utilisation for one in study.city.departments.values()} == {values["city.departments.*.utilisation"]}


@pytest.mark.slow
def test_the_command_of_a_point_gives_what_the_point_gave(tmp_path):
    """A point of the study, simulated by the page's command, has the very means that the emulator learnt from."""
    assert whatif.main([*SMALL, f"output={tmp_path / 'small'}"]) == 0
    points = pd.read_parquet(tmp_path / "small" / "points" / "lapse" / "points.parquet")
    asked = asked_of(SMALL)
    sliders = judged.sliders_of(asked.under["lapse"])
    numbers = [f"{place}={points[one['name']].tolist()[3]}" for one in sliders for place in one["places"]]
    words = shlex.split(command_of(asked))[3:]
    words = [word for word in words if not word.startswith("output=")]
    own = [word for word in TINY[1:] if word.partition("=")[0] not in {one.partition("=")[0] for one in words}]
    assert (
        compare.main([*words, "explanation=lapse", *numbers, *own, "executor=serial", f"output={tmp_path / 'one'}"])
        == 0
    )
    runs = pd.read_parquet(tmp_path / "small" / "points" / "lapse" / "runs.parquet")
    there_is = runs[runs["point"] == 3].groupby("arm")["goal_days"].mean()
    again = pd.read_parquet(tmp_path / "one" / "runs.parquet").groupby("arm")["goal_days"].mean()
    pd.testing.assert_series_equal(again, there_is)
