"""The contract that every kind of client passes, and what is said of one that does not."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest

from sim.city.initialise import initialise
from sim.city.numbers import numbers_of
from sim.city.run import branch, history, live
from sim.clients import face, kinds
from sim.clients.kinds import ClientSetting, check, kind_named, kind_of, names
from sim.config import load_scenario
from sim.core.compiling import internal
from sim.core.kinds import KindError
from sim.core.rows import Rows, RowTuple, RowType, whole
from sim.matters.state import MatterStage
from sim.measures.column import Column
from sim.measures.columns import columns_of, names_of
from sim.measures.values import measure
from sim.scenario import Scenario, with_clients
from sim.work.parameters import Work
from tests.stories import arrays, equal

SCENES = {
    "relocation": "xiaonanmen",
    "stream": "workbench",
    "projects": "city_portfolio",
    "blocks": "civilised_city",
    "approvals": "sports_centre",
    "sites": "earthworks",
}
NAMED = ("heap", "industrial_park", "school", "housing")
SMALL = {
    "relocation": ["households.total=30", "issues.per_household=1.0"],
    "stream": [],
    "projects": ["projects.per_month=6"],
    "sites": [
        "sites.ground.total=6",
        "sites.ground.weeks_high=9",
        "sites.talks.meeting_rate=1.0",
        "sites.talks.memo_share=0.0",
        "work.returned_share=0.0",
        "work.rest_median=0.0",
        *(f"sites.named.{name}.first_week=0" for name in NAMED),
        *(f"sites.named.{name}.weeks=9" for name in NAMED),
    ],
    "blocks": [
        "blocks.total=40",
        "blocks.assessment.tests=1",
        "blocks.assessment.first_day=30",
        "blocks.assessment.items_sampled=50",
    ],
    "approvals": ["approvals.draft_scale=0.1", "approvals.floor_scale=0.1", "calendar.intervention_day=1"],
}
DAYS = ["calendar.intervention_day=30", "calendar.horizon_days=40"]
MORE = {  # a client more, or a day more of those who come one after the other
    "relocation": "households.total=31",
    "stream": "calendar.horizon_days=45",
    "projects": "calendar.horizon_days=75",
    "blocks": "blocks.total=41",
    "approvals": "approvals.total=2",
    "sites": "sites.ground.total=7",
}


def told(name: str, *words: str) -> Scenario:
    """A small case of a kind under a task force."""
    known = {word.partition("=")[0] for word in words}
    days = [word for word in DAYS if word.partition("=")[0] not in {own.partition("=")[0] for own in SMALL[name]}]
    usual = [word for word in (*SMALL[name], *days) if word.partition("=")[0] not in known]
    return load_scenario(SCENES[name], ["coordination=task_force", "resources=closed", *usual, *words])


def digest(name: str) -> str:
    """Fingerprint of every field of the small case at its horizon."""
    scenario = told(name)
    numbers = numbers_of(scenario)
    seen = hashlib.sha256()
    for rows in arrays(branch(history(scenario, numbers, 5), scenario, numbers)):
        for field in rows.dtype.names:
            seen.update(rows[field].tobytes())
    return seen.hexdigest()


def test_every_kind_has_a_scenario_here():
    assert set(names()) == set(SCENES)


@pytest.mark.parametrize("name", SCENES)
def test_a_kind_begins_lives_closes_and_is_copied(name):
    """At rest on the first morning, found by its type; a copy lives on by itself, and matters close in both alike."""
    scenario = told(name)
    numbers = numbers_of(scenario)
    state = initialise(scenario, numbers, 5)
    assert kind_of(state) is kind_named(name)
    assert (state.matters["stage"] == MatterStage.DORMANT).all()
    assert set(np.unique(state.matters["client"])) <= {-1, *range(sum(map(len, state.clients)))}
    state = live(state, numbers, 1.0)
    copy = state.copy()
    before = state.copy()
    copy = live(copy, numbers, 30.0)
    assert equal(state, before)
    assert (copy.matters["stage"] == MatterStage.CLOSED).any()
    assert equal(live(state, numbers, 30.0), copy)


@pytest.mark.parametrize("name", SCENES)
def test_a_kind_says_every_column_and_series_that_it_declares(name):
    scenario = told(name)
    numbers = numbers_of(scenario)
    past = history(scenario, numbers, 5)
    end = branch(past, scenario, numbers)
    kind = kind_named(name)
    values = measure(past, end, numbers.arm, 14.0)
    assert tuple(values) == names_of(kind)
    assert set(kind.headline) <= set(values)
    for series in kind.series.values():
        assert len(series(end)) == end.city[0].sampled
    assert load_scenario(SCENES[name], [f"{word}={value}" for word, value in kind.smallest.items()]).clients == name


LONG = {"projects"}  # whole cities, in plain Python


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow) if name in LONG else name for name in SCENES]
)
def test_plain_python_gives_a_kind_the_same_numbers(name):
    words = [sys.executable, "-c", f"from tests.sim.clients.test_kinds import digest; print(digest({name!r}))"]
    done = subprocess.run(
        words, env=os.environ | {"NUMBA_DISABLE_JIT": "1"}, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == digest(name)


@pytest.mark.parametrize("name", SCENES)
def test_one_client_more_disturbs_nobody_elses_draws(name):
    """Whoever was there keeps what was drawn for it, its matters and their clearances included."""
    few, more = (initialise(one, numbers_of(one), 5) for one in (told(name), told(name, MORE[name])))
    assert len(more.matters) >= len(few.matters)
    ours, theirs = few.matters, more.matters[np.isin(more.matters["key"], few.matters["key"])]
    ours, theirs = ours[np.argsort(ours["key"], kind="stable")], theirs[np.argsort(theirs["key"], kind="stable")]
    for field in ("key", "client", "effort", "competences", "clearances", "ruling", "measured", "kind"):
        assert np.array_equal(ours[field], theirs[field]), field
    for a, b in zip(few.clients, more.clients, strict=True):
        if "key" in a.dtype.names:
            assert np.array_equal(a["key"], b["key"][: len(a)])
    assert np.array_equal(few.cadres["skill"], more.cadres["skill"])


class Stone(RowType):
    """A client that does nothing."""

    key: int = whole("id", "nothing")


def stones() -> type:
    """A tuple of rows that no rule knows yet."""

    @RowTuple.register
    class Stones(NamedTuple):
        stones: Rows[Stone]

    return Stones


def test_a_kind_that_lacks_a_needed_rule_is_refused_in_one_line():
    kind = replace(kind_named("stream"), name="stones", rows=stones())
    with pytest.raises(KindError, match=r"^sim/clients/stones: lacks live_today, closed for Stones; "):
        check(kind)


def test_a_rule_written_twice_names_both_places():
    rows = stones()

    def once(state, day, regime):
        """Nothing."""

    def twice(state, day, regime):
        """Nothing either."""

    face.live_today.of(rows)(internal(once))
    with pytest.raises(KindError, match=r"^live_today of Stones: written twice, in .*kinds:\d+ and .*kinds:\d+$"):
        face.live_today.of(rows)(internal(twice))


def test_a_group_of_parameters_declared_twice_names_both_places():
    class Twice(ClientSetting):
        work: Work

    kind = replace(kind_named("stream"), settings=Twice)
    with pytest.raises(KindError, match=r"^work: declared twice, in .*test_kinds and sim.scenario$"):
        with_clients(Scenario, kind)


def test_a_column_that_stands_twice_names_both_places():
    column = Column("staff_days", "day", "again", "low")
    kind = replace(kind_named("stream"), name="stones", columns=(column,))
    with pytest.raises(KindError, match=r"^sim/clients/stones and sim/measures/columns.py: both declare staff_days$"):
        columns_of(kind)
    kind = replace(kind_named("stream"), name="stones", columns=(column, column))
    with pytest.raises(KindError, match=r"^sim/clients/stones: columns 1 and 2 are both named staff_days$"):
        check(kind)


def test_two_folders_of_one_name_are_both_named(tmp_path, monkeypatch):
    (tmp_path / "stream").mkdir()
    (tmp_path / "stream" / "__init__.py").write_text('"""Another."""\n')
    monkeypatch.setattr("sim.clients.__path__", [*kinds.sim.clients.__path__, str(tmp_path)])
    with pytest.raises(
        KindError, match=r"^clients = stream: two kinds with one name, in .*clients/stream and .*stream$"
    ):
        names()


def test_a_command_refuses_a_broken_kind_with_exit_code_2(tmp_path):
    """In one line, before anything is compiled or written."""
    folder = tmp_path / "kinds" / "stream"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text('"""Another."""\n')
    command = [sys.executable, "-m", "experiments.compare", "scenario=workbench", f"output={tmp_path}/out"]
    environment = os.environ | {"ZHUANBAN_CLIENTS": str(tmp_path / "kinds")}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "two kinds with one name" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
