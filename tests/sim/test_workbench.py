"""The workbench: exact limits of its queues, and small stories of what happens to matters, members and teams."""

import math
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from scipy.stats import t as student

from sim.cadres.state import Post
from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.config import load_scenario
from sim.departments.state import DeskKind
from sim.desks.dispatch import on_duty
from sim.desks.state import JobKind
from sim.matters.route import serves_block
from sim.matters.state import ClearanceStage, MatterStage
from sim.measures.openness import openness, until_now
from sim.scenario import Scenario
from sim.staffing.familiarity import team_speed
from sim.state.state import State
from tests.sim.test_conservation import check_jobs, check_matters, check_people
from tests.stories import STILL, ends, equal, numbers, office


@lru_cache
def loaded(arm: str) -> Scenario:
    return load_scenario("workbench", [f"coordination={arm}", "resources=closed"])


def bench(arm: str = "siloed", **changes: Any) -> Scenario:
    """The workbench in a closed city, with *changes*."""
    data = loaded(arm).model_dump()
    for place, value in changes.items():
        *above, last = place.split("__")
        node = data
        for name in above:
            node = node[name]
        assert last in node, f"no parameter {place}"
        node[last] = value
    return Scenario.model_validate(data)


def city_of(departments: dict[str, dict]) -> dict[str, Any]:
    """A city of these departments, the last of which leads; one seat in each."""
    *_, last = departments
    named = {f"city__{what}_department": last for what in ("visit", "plot", "leaders")}
    seats = {name: {"members": 1, "outside": 0} for name in departments}
    return named | {"city__departments": departments, "city__offices": {}, "staffing__seats": seats}


def worked(t: np.ndarray) -> np.ndarray:
    """Working days that have passed at calendar time *t*."""
    return np.floor(t / 7.0) * 5.0 + np.minimum(t % 7.0, 5.0)


def covers(values: list[float], exact: float, tolerance: float) -> None:
    """The mean over seeds is within the tolerance, and its 99.9 % interval, not much wider, holds the exact value."""
    mean, error = np.mean(values), np.std(values, ddof=1) / math.sqrt(len(values))
    half = student.ppf(0.9995, len(values) - 1) * error
    assert half < 2.0 * tolerance * exact
    assert mean == pytest.approx(exact, rel=tolerance)
    assert abs(mean - exact) < half


# Exact limits.

ALONE = STILL | {"stream__load": 0.0, "city__blocks": 1, "stream__competences": 1}
ALONE |= {"calendar__intervention_day": 350, "calendar__horizon_days": 3650}


@pytest.mark.parametrize(
    ("law", "cv2", "load"),
    [("fixed", 0.0, 0.8), ("exponential", 1.0, 0.7), ("lognormal", 0.5, 0.8), ("lognormal", 2.0, 0.7)],
)
def test_one_clerk_waits_as_pollaczek_and_khinchine_say(law, cv2, load):
    """M/G/1, juggling off: mean wait = load x effort x (1 + cv2) / 2 / (1 - load), in working time."""
    effort = 0.02
    told = bench(
        **(ALONE | city_of({"desk": office(1, load, effort)})), city__routine_law=law, city__routine_cv2=cv2 or 2.0
    )
    waits = []
    for seed in range(1, 17):
        past, end = ends(told, seed)
        before, after = past.departments[0], end.departments[0]
        waits.append((after.waited - before.waited) / (after.begun - before.begun))
    covers(waits, load * effort * (1.0 + cv2) / 2.0 / (1.0 - load), 0.03)


TWO = STILL | city_of({"first": office(1, 0.0, 1.0), "second": office(1, 0.0, 1.0)})
TWO |= {"city__blocks": 1, "stream__competences": 2, "stream__dependence": "pooled", "stream__floor": 0.0}
TWO |= {"stream__effort_law": "exponential", "calendar__intervention_day": 0, "calendar__horizon_days": 2500}
WARM, MOST = 250.0, 12


def stays(load: float, rate: float, seed: int) -> tuple[list[np.ndarray], np.ndarray, float]:
    """When each stage and each whole matter began and ended, and the end of it all, in working days."""
    told = bench(**TWO, stream__load=2.0 * load, stream__effort=2.0 * load / rate)
    records = numbers(told)
    end = live(initialise(told, records, seed), records, 2500.0)
    given = end.clearances[end.clearances["stage"] == ClearanceStage.DONE]
    stages = [given[given["competence"] == d] for d in (0, 1)]
    closed = end.matters[end.matters["stage"] == MatterStage.CLOSED]
    spans = [np.array([worked(one["filed"]), worked(one["given"])]) for one in stages]
    return spans, np.array([worked(closed["filed"]), worked(closed["closed"])]), float(worked(np.array(2500.0)))


def shares(span: np.ndarray, start: float, end: float) -> np.ndarray:
    """Share of the time from *start* to *end* during which so many (0, 1, ...) are there."""
    times = np.concatenate(span)
    order = np.argsort(times, kind="stable")
    inside = np.cumsum(np.where(order < span.shape[1], 1, -1))
    moments = np.clip(times[order], start, end)
    return np.bincount(inside[:-1], np.diff(moments), MOST)[:MOST] / (end - start)


@pytest.mark.parametrize("load", [0.5, 0.7])
def test_two_stages_are_the_product_of_two_single_queues(load):
    """Jackson 1957, exponential efforts, from first to second and from second to first by the matter's start.

    Each stage is M/M/1: stays of mean effort / (1 - load), so many there with chance (1 - load) load^n, independent of
    the other stage; a matter's whole stay is the sum of two.
    """
    rate = 20.0
    effort = load / rate
    exact = (1.0 - load) * load ** np.arange(MOST)
    whole, busy, law, alone = [], [], [], [[], []]
    for seed in range(1, 11):
        stages, matters, end = stays(load, rate, seed)
        start = float(worked(np.array(WARM)))
        after = matters[:, (matters[0] >= start) & (matters[0] < end - 20.0)]
        whole.append(float((after[1] - after[0]).mean()))
        for d, span in enumerate(stages):
            alone[d].append(float((span[1] - span[0])[span[0] >= start].mean()))
            law.append(shares(span, start, end - 20.0))
            busy.append(1.0 - law[-1][0])
    covers(whole, 2.0 * effort / (1.0 - load), 0.02)
    for stage in alone:
        covers(stage, effort / (1.0 - load), 0.03)
    assert np.mean(busy) == pytest.approx(load, abs=0.005)
    assert np.mean(law, axis=0) == pytest.approx(exact, abs=0.006)


@lru_cache
def year(arm: str = "siloed", **changes: Any) -> tuple[State, State]:
    return ends(bench(arm, **changes), 2)


def test_littles_law_holds_for_matters_and_for_routine():
    """Numbers counted at day breaks against days open, summed: within 1 %; the books agree with the rows exactly."""
    told = bench(calendar__horizon_days=600, work__false_closing=0.0)  # closed falsely is still open to the client
    records = numbers(told)
    state = live(initialise(told, records, 2), records, 180.0)
    past = state.copy()
    intervene(state, told, records, 0.0)
    routine = []
    for day in range(180, 780):
        routine.append(int(state.departments["open_routine"].sum()))
        state = live(state, records, day + 1.0)
    values = openness(past, state)
    project = state.series[: state.city[0].sampled]["matters_open"][-600:]
    assert values["project_days"] * values["project_matters"] / 600.0 == pytest.approx(np.mean(project), rel=0.01)
    area = float((until_now(state.departments, 780.0) - until_now(past.departments, 180.0)).sum())
    assert area / 600.0 == pytest.approx(np.mean(routine), rel=0.01)
    rows = state.departments
    assert np.array_equal(rows["arrived"], rows["solved"] + rows["open_routine"])
    assert np.array_equal(rows["arrived"], rows["begun"] + waiting_routine(state))


def waiting_routine(state: State) -> np.ndarray:
    """Routine jobs in the queues of each department."""
    kinds = len(state.departments)
    home = state.queues["waiting"][: kinds * kinds * 2].reshape(kinds, kinds, 2)
    return np.array([home[d, d, 0] for d in range(kinds)])


# One more: what was there before keeps its luck.

FIXED = ("key", "filed", "block", "effort", "ruling", "escalated", "measured", "competences")


def test_a_longer_horizon_changes_nothing_before_it():
    """A hundred days more, and with them more matters: whatever happened by day 150 is the same, bit for bit."""
    states = []
    for days in (30, 130):
        told = bench(calendar__intervention_day=120, calendar__horizon_days=days)
        records = numbers(told)
        states.append(live(initialise(told, records, 3), records, 150.0))
    short, long = states
    known = len(short.matters)
    assert len(long.matters) > known
    for name in short.matters.dtype.names:
        assert np.array_equal(short.matters[name], long.matters[name][:known]), name
    mine = long.clearances[: len(short.clearances)]
    for name in short.clearances.dtype.names:
        assert np.array_equal(short.clearances[name], mine[name]), name
    assert short.departments.tobytes() == long.departments.tobytes()
    for name in ("began", "until", "charged"):
        assert np.array_equal(short.cadres[name], long.cadres[name]), name


def test_one_more_team_changes_no_draw():
    """Arrivals, efforts, matters and people are the same under four teams and under five; the past is the same city."""
    (past, four), (before, five) = (year("task_force", staffing__teams=n, calendar__horizon_days=120) for n in (4, 5))
    for name in FIXED:
        assert np.array_equal(four.matters[name], five.matters[name]), name
    assert np.array_equal(four.clearances["competence"], five.clearances["competence"])
    for name in ("arrived", "arrived_effort"):
        assert np.array_equal(four.departments[name], five.departments[name])
    for name in ("key", "skill", "second", "rapport"):
        assert np.array_equal(four.cadres[name], five.cadres[name])
    past.cadres["job"] = before.cadres["job"] = 0  # a row's number, which says nothing
    for name in ("matters", "clearances", "cadres", "departments"):
        assert np.array_equal(getattr(past, name), getattr(before, name)), name


# Stories.

TOWN = STILL | city_of({name: office(2, 0.0, 1.0) for name in "abc"} | {"top": office(1, 0.0, 0.25, clears=False)})
TOWN |= {"city__blocks": 1, "stream__competences": 3, "stream__effort": 3.0, "stream__effort_law": "fixed"}
TOWN |= {"stream__load": 0.6, "stream__ruling_share": 0.0, "staffing__teams": 1, "staffing__report_days": 0}
TOWN |= {"calendar__intervention_day": 0, "calendar__horizon_days": 300, "work__meeting_quorum": 1.0}
TOWN |= {"evaluation__false_closing": 0.0}
BUSY = city_of({name: office(2, 0.7, 0.3) for name in "abc"} | {"top": office(1, 0.5, 0.25, clears=False)})


@pytest.mark.parametrize(
    ("dependence", "rework", "most"),
    [("pooled", 0.6, 3), ("reciprocal", 0.0, 3), ("reciprocal", 0.6, 1), ("reciprocal", 0.6, 3)],
)
def test_rework_reopens_is_counted_and_costs_its_share(dependence, rework, most):
    """Each clearance one day, half a day when reopened: the days given to the project are exactly those."""
    rules = {"stream__dependence": dependence, "work__rework": rework, "work__rework_most": most}
    _, end = ends(bench(**(TOWN | rules)), 1)
    times = end.clearances["reworked"]
    assert end.city[0].ledger.reworked == times.sum()
    assert (times.max() == most) if rework and dependence == "reciprocal" else not times.any()
    done = np.repeat(end.matters["stage"] == MatterStage.CLOSED, 3)
    assert done.sum() > 30
    assert (end.clearances["stage"][done] == ClearanceStage.DONE).all()
    given = done.sum() + 0.5 * times[done].sum()
    assert given <= end.departments["project_days"].sum() <= given + 3.0 * (~done).sum()
    if done.all():
        assert end.departments["project_days"].sum() == pytest.approx(given, abs=1e-9)


def test_a_matter_floor_holds_every_arm_to_the_day():
    """Work takes a week, the law sixty days: a matter closes at the very moment at which they are over."""
    for arm in ("siloed", "redesigned_silo", "task_force"):
        _, end = ends(bench(arm, **TOWN, stream__floor=60.0), 1)
        closed = end.matters[end.matters["stage"] == MatterStage.CLOSED]
        assert len(closed) > 10
        assert np.array_equal(closed["closed"], closed["filed"] + 60.0)
        assert (closed["floor_time"] > 20.0).all()
        parts = sum(closed[f"{part}_time"] for part in ("work", "handover", "queue", "meeting", "floor", "client"))
        assert parts == pytest.approx(np.full(len(closed), 60.0), abs=1e-9)


@pytest.mark.parametrize("passing", [0.0, 0.9])
def test_what_a_team_passes_on_goes_home_and_stays_there(passing):
    """A team that sends files home does so once with each; departments then do that work."""
    told = bench("task_force", **TOWN, work__team_passing=passing, stream__dependence="pooled")
    _, end = ends(told, 1)
    home = end.clearances["at_home"]
    assert end.city[0].ledger.passed == home.sum() == end.clearances["passed"].sum()
    reached = (end.clearances["filed"] > 20.0).sum()
    assert home[end.clearances["filed"] > 20.0].sum() / reached == pytest.approx(passing, abs=0.1)
    if passing:
        busy = end.cadres[(end.cadres["post"] == Post.AT_HOME) & (end.cadres["job"] >= 0)]
        assert (end.desks["kind"][end.jobs["desk"][busy["job"]]] != DeskKind.TEAM).all()


@pytest.mark.parametrize("share", [0.3, 0.5])
def test_part_time_members_serve_the_team_on_their_days_only(share):
    """Over ten weeks each gives its share of fifty days, to half a day; work is begun where the day says."""
    changes = {"calendar__intervention_day": 0, "stream__dependence": "pooled"}  # pooled: nobody carries a file on
    told = bench("task_force", staffing__member_share=share, **changes)
    records = numbers(told)
    state = initialise(told, records, 1)
    intervene(state, told, records, 0.0)
    begun = {True: 0, False: 0}
    state = live(state, records, 14.0)
    days = np.zeros(len(state.cadres))
    for day in range(14, 14 + 70):
        state = live(state, records, day + 0.999)
        for c, cadre in enumerate(state.cadres):
            if cadre["post"] != Post.IN_TEAM:
                continue
            own = bool(on_duty(cadre, day))
            days[c] += own
            if cadre["job"] >= 0 and cadre["began"] >= day and day % 7 < 5:
                job = state.jobs[cadre["job"]]
                assert (state.desks[job["desk"]]["kind"] == DeskKind.TEAM) == own
                begun[own] += 1
    members = days[state.cadres["post"] == Post.IN_TEAM]
    assert len(members) == 48
    assert np.abs(members - share * 50.0).max() <= 1.0
    assert members.mean() == pytest.approx(share * 50.0, abs=0.5)
    assert min(begun.values()) > 100


def test_a_part_time_member_loses_time_with_every_change():
    """Change-over is paid for in days given to work, and by nobody who is full-time."""
    spent = {}
    for share, lost in ((0.5, 0.0), (0.5, 0.4), (1.0, 0.0), (1.0, 0.4)):
        told = bench("task_force", **(TOWN | BUSY), staffing__member_share=share, staffing__change_over=lost)
        _, end = ends(told, 1)
        spent[share, lost] = end.departments["project_days"].sum() + end.departments["routine_days"].sum()
    assert spent[0.5, 0.4] > spent[0.5, 0.0] + 5.0
    assert spent[1.0, 0.4] == spent[1.0, 0.0]


def test_turnover_loses_nobody_and_makes_the_team_less_familiar():
    """Every day: at home, setting up and in the team are all; a change of member sets familiarity back."""
    told = bench("task_force", staffing__exit_rate=0.3, calendar__intervention_day=0)
    records = numbers(told)
    staffing = records.regimes[1].staffing
    state = initialise(told, records, 2)
    intervene(state, told, records, 0.0)
    people, exits, waited_for = len(state.cadres), 0, 0
    for day in range(150):
        before = state.teams.copy()
        state = live(state, records, day + 0.5)
        posts = state.cadres["post"]
        away = (posts == Post.IN_TEAM) | (posts == Post.SETTING_UP)
        assert (posts == Post.AT_HOME).sum() + away.sum() == people
        assert state.departments["lent"].sum() == away.sum() == state.teams["members"].sum()
        for t, team in enumerate(state.teams):
            assert (away & (state.cadres["team"] == t)).sum() == team["members"]
            moved = team["together_since"] - before["together_since"][t]
            assert moved >= 0.0
            if moved > 0.0:
                assert (day - 14) % 30 == 0
                assert team_speed(day - team["together_since"], staffing) < team_speed(
                    day - before["together_since"][t], staffing
                )
        gone = int(state.city[0].ledger.exits) - exits
        assert gone == 0 or (day > 14 and (day - 14) % 30 == 0)
        exits += gone
        waited_for += int((posts == Post.SETTING_UP).sum()) if day > 14 else 0
        check_people(state)
    assert exits > 30
    assert waited_for == 14 * exits  # each follower is set up for a fortnight; the last are through by day 148


def test_reports_take_the_leaders_time():
    """Four teams, once in so many days, a tenth of a day each: that is what the leaders give; their own work waits."""
    given, waited = {}, {}
    for period in (0, 7, 1):
        changes = STILL | {"staffing__report_days": period, "calendar__intervention_day": 0}
        changes |= {"stream__ruling_share": 0.0, "calendar__horizon_days": 364}
        _, end = ends(bench("task_force", **changes), 1)
        leaders = end.departments[end.city[0].leaders]
        given[period] = float(leaders.project_days)
        waited[period] = float(leaders.waited / leaders.begun)
    assert given[0] == 0.0
    assert given[7] == pytest.approx(4 * 49 * 0.1, abs=1e-9)  # the first a week after day 14, the last on day 357
    assert given[1] > 3.0 * given[7]
    assert waited[0] < waited[7] < waited[1]


def pace(state: State) -> np.ndarray:
    """Working days that each clearance in hand at home takes, where its effort is one day."""
    hands = state.cadres[state.cadres["job"] >= 0]
    jobs = state.jobs[hands["job"]]
    chosen = (jobs["kind"] == JobKind.CLEARANCE) & (state.desks["kind"][jobs["desk"]] != DeskKind.TEAM)
    return worked(hands["until"][chosen]) - worked(hands["began"][chosen])


@pytest.mark.parametrize("forget", [0.0, 60.0])
def test_departments_unlearn_while_teams_work_and_learn_again(forget):
    """After 100 days of teams departments have lost (1 - s0)(1 - e^(-86 / 60)) of their speed; a year later nothing."""
    rules = {"staffing__forget_days": forget, "resources__team_window": 100, "stream__dependence": "pooled"}
    told = bench("task_force", **(TOWN | rules | {"calendar__horizon_days": 600, "stream__load": 3.0}))
    records = numbers(told)
    state = initialise(told, records, 1)
    intervene(state, told, records, 0.0)
    first = pace(live(state, records, 10.0))
    assert first == pytest.approx(1.0)
    state = live(state, records, 100.5)
    lost = 0.35 * (1.0 - math.exp(-86.0 / forget)) if forget else 0.0
    assert state.city[0].forgotten == pytest.approx(lost, abs=1e-12)
    soon = pace(state)
    assert len(soon) > 1
    assert soon == pytest.approx(1.0 / (1.0 - lost), rel=0.01)
    late = pace(live(state, records, 580.5))
    assert len(late) > 0
    assert late == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize("kept", [False, True])
def test_what_is_made_routine_outlives_the_team(kept):
    """After the team departments ask for all clearances at once, if that was made routine; else one after another."""
    rules = {"coordination__routinised": kept, "resources__team_window": 60, "stream__dependence": "pooled"}
    told = bench("task_force", **(TOWN | rules))
    records = numbers(told)
    state = initialise(told, records, 1)
    intervene(state, told, records, 0.0)
    most = 0
    for day in range(90, 150):
        state = live(state, records, day + 0.3)
        fresh = state.matters[(state.matters["stage"] == MatterStage.OPEN) & (state.matters["filed"] > 65.0)]
        under_way = sum(fresh[name] for name in ("serving", "queued", "moving", "floored"))
        most = max(most, int(under_way.max(initial=0)))
    assert state.city[0].mode == 2
    assert most == (3 if kept else 1)
    assert not state.desks["authority"][state.desks["kind"] != DeskKind.TEAM].any()


@pytest.mark.parametrize("teams", [1, 2, 4, 7, 40])
def test_every_seat_is_in_exactly_one_team(teams):
    """Teams share the seats of their blocks evenly, and every matter finds the team of its block."""
    told = bench("task_force", staffing__teams=teams, calendar__intervention_day=0)
    records = numbers(told)
    state = initialise(told, records, 1)
    intervene(state, told, records, 0.0)
    state = live(state, records, 20.0)
    members = state.cadres[state.cadres["post"] == Post.IN_TEAM]
    assert len(members) == 48 == state.teams["members"].sum()
    assert np.array_equal(np.bincount(members["team"], minlength=teams), state.teams["members"])
    for cadre in members:
        assert serves_block(int(cadre["team"]), teams, 4, int(state.departments["block"][cadre["department"]]))
        assert state.desks["team"][cadre["team_desk"]] == cadre["team"]
    for block in range(4):
        sizes = [team["members"] for t, team in enumerate(state.teams) if serves_block(t, teams, 4, block)]
        assert sizes
        if teams >= 4:
            assert max(sizes) - min(sizes) <= 1
            assert sum(sizes) == 12
    slots = state.matters["slot"] // len(state.departments) - 1
    assert all(serves_block(int(t), teams, 4, int(b)) for t, b in zip(slots, state.matters["block"], strict=True))
    assert set(slots) == set(range(teams))


MIXED = {"stream__load": 8.0, "work__false_closing": 0.1, "work__validity": 60.0, "stream__floor": 20.0}
CASES = [
    ("siloed", {}),
    ("redesigned_silo", {"stream__dependence": "sequential"}),
    ("merged_offices", {"work__buck_passing": 0.4}),
    ("task_force", {"resources__team_window": 120}),
    ("task_force", {"staffing__member_share": 0.4, "work__team_passing": 0.3, "resources__team_window": 90}),
    ("task_force", {"staffing__teams": 7, "staffing__exit_rate": 0.2, "coordination__routinised": True}),
]


@pytest.mark.parametrize(("arm", "changes"), CASES)
def test_nothing_is_lost_in_the_workbench(arm, changes):
    """Every ten days: jobs, people and matters are where they must be, and all arrivals are accounted for."""
    told = bench(arm, **(MIXED | {"calendar__intervention_day": 60, "calendar__horizon_days": 180} | changes))
    records = numbers(told)
    state = initialise(told, records, 3)
    for day in range(0, 240, 10):
        if day == 60:
            intervene(state, told, records, 0.0)
        state = live(state, records, day + 10.0)
        check_jobs(state)
        check_people(state)
        check_matters(state)
        rows = state.departments
        assert np.array_equal(rows["arrived"], rows["solved"] + rows["open_routine"])
        assert ((state.matters["stage"] == MatterStage.DORMANT) == (state.matters["filed"] >= day + 10.0)).all()
    assert (state.matters["stage"] == MatterStage.CLOSED).sum() > 50


def test_the_same_seed_gives_the_same_workbench():
    assert equal(*(ends(bench("task_force", calendar__horizon_days=90), 5)[1] for _ in range(2)))


def test_seats_in_any_order_leave_no_team_empty():
    """Two blocks, two departments each, four teams: every team has a member, whatever the order of the seats."""
    rows = {name: office(3, 0.3, 1.0) for name in ("a1", "b1", "a2", "b2")}
    rows = {name: rows[name] for name in ("a1", "a2", "b1", "b2")} | {"top": office(1, 0.0, 0.25, clears=False)}
    for order in (("a1", "a2", "b1", "b2"), ("a1", "b1", "a2", "b2"), ("b2", "a1", "b1", "a2")):
        told = city_of(rows) | {"staffing__seats": {name: {"members": 1, "outside": 0} for name in order}}
        told |= {"city__blocks": 2, "stream__competences": 2, "staffing__teams": 4, "calendar__intervention_day": 0}
        scenario = bench("task_force", **told)
        records = numbers(scenario)
        state = initialise(scenario, records, 1)
        intervene(state, scenario, records, 0.0)
        assert state.teams["members"].tolist() == [1, 1, 1, 1]


def test_a_ruling_that_a_dissolved_team_left_waits_for_the_forum():
    """A desk without authority makes no ruling: what waited at the team's desk goes to the meeting."""
    rules = {"stream__ruling_share": 1.0, "stream__dependence": "reciprocal", "work__ruling_effort": 3.0}
    told = bench("task_force", **(TOWN | rules | {"stream__load": 6.0, "resources__team_window": 60}))
    records = numbers(told)
    state = initialise(told, records, 1)
    intervene(state, told, records, 0.0)
    before = live(state.copy(), records, 60.0)
    waiting = {int(job["ref"]) for job in jobs_waiting(before) if job["kind"] == JobKind.RULING}
    after = live(state, records, 61.0)
    assert len(waiting) > 2
    held = after.matters[sorted(waiting)]
    assert np.isin(held["stage"], (MatterStage.PENDING_RULING, MatterStage.CLOSED)).all()
    assert (held["stage"] == MatterStage.PENDING_RULING).sum() > 1
    assert not [job for job in jobs_waiting(after) if job["kind"] == JobKind.RULING]


def jobs_waiting(state):
    """Every job in a queue."""
    rows = []
    for queue in state.queues[state.queues["waiting"] > 0]:
        row = int(queue["first"])
        while row >= 0:
            rows.append(row)
            row = int(state.jobs[row]["next"])
    return state.jobs[rows]
