"""A million points: bounds are checked at once, rules are not forgotten, and a dry run takes less than a minute."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pydantic import model_validator

from experiments.study.settings import Study, load_study
from experiments.study.tied import to_try
from experiments.study.varied import varied
from sim.config import validate
from sim.core.parameter import Parameters, number
from sim.yaml_scan import ConfigError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(["study=lapse_and_load"])


def refused(points: pd.DataFrame, study: Study) -> set[int]:
    """Points that are not allowed, each looked at as a whole."""
    tree, bad = study.model_dump(mode="json"), set()
    for place, row in enumerate(points.to_dict("records")):
        try:
            validate(type(study), varied(tree, row))
        except ConfigError:
            bad.add(place)
    return bad


COLUMNS = {
    "free": {"work.validity": (10.0, 200.0), "work.rework": (-0.1, 1.0)},
    "worked out from": {"negotiation.noise": (-0.01, 0.2), "work.rework": (0.0, 0.9)},
    "ordered": {"households.trust_low": (0.0, 1.0), "households.trust_high": (0.0, 1.0)},
    "beside one that is fixed": {"households.uncertainty_low": (0.0, 1.0), "work.validity": (20.0, 90.0)},
    "whole": {"calendar.horizon_days": (1, 4000), "staffing.exit_rate": (0.0, 2.0)},
    "group": {"city.departments.*.utilisation": (0.0, 1.5)},
    "members": {"staffing.seats.*.members": (0, 40)},
}


@pytest.mark.parametrize("columns", COLUMNS.values(), ids=COLUMNS)
def test_no_point_is_let_through_that_would_be_refused_as_a_whole(columns, study):
    """What is left out of the whole look is right, or equal, in all that rules speak of, to one that is looked at."""
    draws = np.random.Generator(np.random.Philox(17))
    made = {
        name: draws.integers(*ends, 40) if isinstance(ends[0], int) else draws.uniform(*ends, 40)
        for name, ends in columns.items()
    }
    points = pd.DataFrame(made)
    looked_at = set(to_try(points, study.model_dump(mode="json"), type(study)).tolist())
    wrong = refused(points, study)
    equal = {tuple(points.iloc[place]) for place in wrong & looked_at}
    assert all(place in looked_at or tuple(points.iloc[place]) in equal for place in wrong)
    if "work.rework" in columns:
        assert len(looked_at) < 40


def limit_of(group: Group) -> float:
    return 2.0 * group.third


class Group(Parameters):
    """Numbers of which some are tied: in a rule, in what a rule calls, and in what is no rule."""

    first: float = number("days", 0, 10, "made up")
    second: float = number("days", 0, 10, "made up")
    third: float = number("days", 0, 10, "made up")
    fourth: float = number("days", 0, 10, "made up")

    @model_validator(mode="after")
    def _in_order(self) -> Group:
        if self.first > limit_of(self) or self.first > self.twice_the_second:
            raise ValueError("first = too much")
        return self

    @property
    def twice_the_second(self) -> float:
        return 2.0 * self.second

    @property
    def rate(self) -> float:
        return 1.0 / self.fourth


class Whole(Parameters):
    """A group within another."""

    group: Group


@pytest.mark.parametrize(("name", "all_of_them"), [("first", 1), ("second", 1), ("third", 1), ("fourth", 0)])
def test_a_number_is_tied_by_rules_and_all_that_they_call_and_by_nothing_else(name, all_of_them):
    tree = {"group": dict.fromkeys(("first", "second", "third", "fourth"), 1.0)}
    points = pd.DataFrame({f"group.{name}": [1.0, 2.0, 3.0, 4.0]})
    assert len(to_try(points, tree, Whole)) == (4 if all_of_them else 1)


def test_values_of_another_kind_are_looked_at_one_by_one(study):
    points = pd.DataFrame({"work.validity": ["60", "x", "70"], "calendar.horizon_days": [20.5, 30.0, 40.0]})
    assert set(to_try(points, study.model_dump(mode="json"), type(study))) == {0, 1, 2}


def test_numbers_that_no_number_is_are_looked_at(study):
    points = pd.DataFrame({"work.validity": [60.0, np.nan, np.inf, 70.0]})
    assert list(to_try(points, study.model_dump(mode="json"), type(study))) == [0, 1, 2]


@pytest.mark.slow
def test_a_dry_run_of_a_million_points_takes_less_than_a_minute(tmp_path):
    axes = "[{name: work.validity}, {name: work.rework}, {name: negotiation.noise}, {name: calendar.horizon_days}]"
    words = ["study=lapse_and_load", "study.design.kind=latin_hypercube", "points=1000000", f"study.design.axes={axes}"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "experiments.sweep", *words, "replications=1", f"output={tmp_path}/x", "dry_run=true"],
        check=False, capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "x 1000000 points x" in done.stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 60.0  # whoever else works here
    assert not (tmp_path / "x").exists()
