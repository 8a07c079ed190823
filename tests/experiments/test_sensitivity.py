"""Sensitivity: planted answers come back, through the same points, engine and tables as any sweep."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from experiments import sensitivity, sweep
from experiments.sensitivity import indices, noise_share
from experiments.study.conduct import Share, conduct
from experiments.study.design import Design, points_of
from experiments.study.executors.serial import Serial
from experiments.study.plan import Plan
from sim.core.parameter import Parameters, number
from tests.codes import unexplained
from tests.experiments.test_sweep import SMALL


class Inputs(Parameters):
    """Three angles, as a model declares them."""

    a: float = number("radian", -math.pi, math.pi, "Ishigami & Homma 1990")
    b: float = number("radian", -math.pi, math.pi, "Ishigami & Homma 1990")
    c: float = number("radian", -math.pi, math.pi, "Ishigami & Homma 1990")


class Model(Parameters):
    """A model with one group."""

    x: Inputs


def ishigami(plan, unit):
    x = plan.point(unit.point)
    y = math.sin(x["x.a"]) + 7.0 * math.sin(x["x.b"]) ** 2 + 0.1 * x["x.c"] ** 4 * math.sin(x["x.a"])
    return [({"y": y}, None)]


def design(kind: str, points: int) -> Design:
    axes = [{"name": f"x.{name}"} for name in "abc"]
    return Design.model_validate({"kind": kind, "points": points, "seed": 1, "dummy": True, "axes": axes, "width": 1.0})


@pytest.mark.slow
def test_a_planted_ishigami_function_comes_back_within_two_hundredths(tmp_path):
    told = design("sobol", 2048)
    points = points_of(told, {"x": {"a": 0.0, "b": 0.0, "c": 0.0}}, Model)
    plan = Plan(ishigami, "ishigami", "code", "toy", json.dumps({}), 1, 1, points.values, ((("r", "a"),),), ("y",))
    assert conduct(Serial(), plan, tmp_path, Share(chunk=2000)).failed == 0
    values = pd.read_parquet(tmp_path / "runs.parquet")["y"].to_numpy()
    table = pd.DataFrame(indices(told, points.unit.to_numpy(), values)).set_index(["index", "input"])["value"]
    exact = {("S1", "a"): 0.3139, ("S1", "b"): 0.4424, ("S1", "c"): 0.0,
             ("ST", "a"): 0.5576, ("ST", "b"): 0.4424, ("ST", "c"): 0.2437}  # fmt: skip
    for (index, name), value in exact.items():
        assert table[index, f"x.{name}"] == pytest.approx(value, abs=0.02)
    assert table["ST", "dummy"] == pytest.approx(0.0, abs=0.001)
    assert table["median", "dummy"] < table["median", "x.a"]


def test_morris_ranks_what_matters_before_what_does_not():
    told = design("morris", 20)
    points = points_of(told, {"x": {"a": 0.0, "b": 0.0, "c": 0.0}}, Model)
    values = 5.0 * points.unit["x.a"] + points.unit["x.b"]
    lines = pd.DataFrame(indices(told, points.unit.to_numpy(), values.to_numpy()))
    found = lines[lines["method"] == "morris"].set_index("input")["value"]
    assert list(found.round(6)) == [5.0, 1.0, 0.0, 0.0]


def test_noise_is_what_averaging_leaves_and_villages_are_no_noise():
    draws = np.random.Generator(np.random.Philox(3))
    points, villages = draws.standard_normal((400, 1)), draws.standard_normal((1, 8)) * 50.0
    noise = draws.standard_normal((400, 8)) * 2.0
    assert noise_share(points + villages) == pytest.approx(0.0, abs=1e-9)
    assert noise_share(points + villages + noise) == pytest.approx(0.5 / 1.5, abs=0.05)
    assert math.isnan(noise_share(points))


def test_a_sweep_gets_its_indices_and_a_figure(tmp_path):
    small = [word for word in SMALL if "axes" not in word and "study=" not in word]
    words = [*small, "study=screening", "points=8", "replications=2", f"output={tmp_path}/s"]
    assert sweep.main(words) == 0
    assert sensitivity.main([f"{tmp_path}/s"]) == 0
    table = pd.read_csv(tmp_path / "s" / "sensitivity.csv")
    assert not unexplained(tmp_path / "s")
    assert set(table["quantity"]) == {"level", "gap"}
    assert {"sobol", "pawn"} <= set(table["method"]) | {"pawn"}
    assert "dummy" in set(table["input"])
    assert (tmp_path / "s" / "figures" / "sensitivity.png").stat().st_size > 10_000
