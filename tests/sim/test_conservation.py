"""Conservation: at every step, under every arm, nobody and nothing is lost or doubled."""

from collections import Counter

import numpy as np
import pytest

from sim.cadres.state import Post
from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.clients.relocation.state import CourtStage, Village
from sim.core.rows import Rows
from sim.departments.state import DeskKind
from sim.desks.state import JobKind
from sim.matters.state import ClearanceStage, MatterStage
from sim.state.state import State
from tests.stories import SMALL, numbers, scenario


def chain(state: State, first: int, field: str, rows: Rows) -> list[int]:
    """Rows of a linked list."""
    found_rows = []
    while first >= 0:
        found_rows.append(int(first))
        first = rows[first][field]
    return found_rows


def check_jobs(state: State) -> None:
    """Every job row is free, in exactly one queue, or in exactly one pair of hands."""
    free = chain(state, state.city[0].free_job, "next", state.jobs)
    waiting = []
    for queue in state.queues:
        rows = chain(state, queue["first"], "next", state.jobs) if queue["waiting"] else []
        assert len(rows) == queue["waiting"]
        waiting += rows
    in_hand = [int(job) for job in state.cadres["job"] if job >= 0]
    assert sorted(free + waiting + in_hand) == list(range(len(state.jobs)))
    assert len(free) == state.city[0].free_jobs
    at_desks = np.bincount(state.jobs["desk"][waiting], minlength=len(state.desks)) if waiting else 0
    assert np.array_equal(state.desks["waiting"], at_desks + np.zeros(len(state.desks), int))


def check_idle(state: State) -> None:
    """At every desk the idle are listed, each once, by what they do best; nobody is who has work in hand."""
    best = np.maximum(state.cadres["skill"], state.cadres["second_skill"])
    for d, desk in enumerate(state.desks):
        place = "team" if desk["kind"] == DeskKind.TEAM else "home"
        seated = np.flatnonzero(state.cadres[f"{place}_seat"] == d)
        idle = seated[state.cadres["job"][seated] < 0]
        assert chain(state, desk["first"], f"{place}_next", state.cadres) == sorted(idle, key=lambda c: (-best[c], c))
        assert desk["people"] == len(seated)


def check_people(state: State) -> None:
    """Nobody is lost: home, on the way into a team, in it or outside; departments count whom they lent."""
    posts, home = state.cadres["post"], (state.cadres["home_desk"] >= 0) & (state.cadres["level"] != GUEST)
    assert set(posts) <= {Post.AT_HOME, Post.SETTING_UP, Post.IN_TEAM, Post.OUTSIDE, Post.IN_TRAINING, Post.STANDING_IN}
    assert not (home & np.isin(posts, (Post.OUTSIDE, Post.STANDING_IN))).any()
    away = home & np.isin(posts, (Post.SETTING_UP, Post.IN_TEAM, Post.IN_TRAINING))
    lent = np.bincount(state.cadres["department"][away], minlength=len(state.departments))
    assert np.array_equal(state.departments["lent"], lent)
    own = np.bincount(state.cadres["department"][home], minlength=len(state.departments))
    assert np.array_equal(state.departments["establishment"], own)


def rulings(state: State) -> tuple[Counter[int], Counter[int]]:
    """Rulings that wait at a desk, and those that somebody works on, by matter."""
    in_hand = state.jobs[state.cadres["job"][state.cadres["job"] >= 0]]
    queues = state.queues[state.queues["waiting"] > 0]
    waiting = state.jobs[[j for queue in queues for j in chain(state, queue["first"], "next", state.jobs)]]
    return tuple(Counter(jobs["ref"][jobs["kind"] == JobKind.RULING].tolist()) for jobs in (waiting, in_hand))


def check_matters(state: State) -> None:
    """Every matter's counts are those of its clearances, and no time of it is unaccounted for."""
    stages = state.clearances["stage"]
    waiting, in_hand = rulings(state)
    for m, matter in enumerate(state.matters):
        mine = stages[matter["first"] : matter["first"] + matter["clearances"]]
        for stage, count in ((ClearanceStage.TRANSFERRED, "moving"), (ClearanceStage.FLOORED, "floored")):
            assert (mine == stage).sum() == matter[count]
        assert (mine == ClearanceStage.SERVED).sum() + in_hand[m] == matter["serving"]
        at_a_desk = np.isin(mine, (ClearanceStage.QUEUED, ClearanceStage.LYING)).sum()
        assert at_a_desk + waiting[m] == matter["queued"]
        assert matter["stage"] != MatterStage.CLOSED or (mine == ClearanceStage.DONE).all()
    assert state.city[0].on_file == (~np.isin(state.matters["stage"], (MatterStage.DORMANT, MatterStage.CLOSED))).sum()
    pending = chain(state, state.city[0].forum.first, "next", state.matters)
    assert len(pending) == state.city[0].forum.pending
    assert {int(m) for m in np.flatnonzero(state.matters["stage"] == MatterStage.PENDING_RULING)} >= set(pending)
    for i, household in enumerate(getattr(state.clients, "households", ())):
        mine = state.matters[state.matters["client"] == i]
        still = mine["stage"] != MatterStage.CLOSED
        bars = state.clients.kinds["bars"][mine["kind"]]
        assert (household["open_issues"], household["worries"]) == ((still & bars).sum(), (still & ~bars).sum())


def check_money(state: State, ceiling: float) -> None:
    """What the city has left and what households were paid is the ceiling."""
    bound = state.clients.households["signed"] & ~state.clients.households["conditional"]
    paid = (state.clients.households["price"] * state.clients.households["value"])[bound].sum()
    assert state.clients.book[0].funds + paid == pytest.approx(ceiling, rel=1e-12)
    assert state.clients.book[0].funds >= 0.0


def check_households(state: State) -> None:
    """Signed and left add up; whoever signed has a day and a price, whoever has not has neither."""
    if not isinstance(state.clients, Village):
        return
    book, households = state.clients.book[0], state.clients.households
    assert book.signed == households["signed"].sum()
    assert book.signed + book.left == len(households)
    assert np.array_equal(households["signed_at"] >= 0.0, households["signed"])
    assert (households["price"][households["signed"]] > 0.0).all()
    assert not households["decided"].any()
    gone = state.clients.ties["household"][households["signed"][state.clients.ties["other"]]]
    assert np.array_equal(households["signed_ties"], np.bincount(gone, minlength=len(households)))
    assert not households["conditional"][~households["signed"]].any()
    assert not households["inclined"].any()
    assert not (households["unpaid"] & households["signed"]).any()
    for name in ("trust", "uncertainty", "pressure"):
        assert ((households[name] >= 0.0) & (households[name] <= 1.0)).all()


GUEST = 1  # level of those who came from outside, where a mode without a team takes them in
MIXED = {"resources__extras_without_team": True, "coordination__extended_hours": True}
CASES = [
    ("merged_offices", {}),
    ("merged_offices", MIXED | {"coordination__co_located": True, "resources__offer_policy": "threshold"}),
    ("joint_meeting", MIXED | {"resources__offer_policy": "concession", "resources__extra_price": 0.1}),
    ("service_specialist", MIXED | {"resources__offer_policy": "sign_first"}),
    ("siloed", {}),
    ("redesigned_silo", {}),
    ("task_force", {}),
    ("task_force", {"resources__team_window": 30}),
    (
        "task_force",
        {
            "coordination__pooled": False,
            "coordination__authority": False,
            "coordination__all_visit": False,
            "coordination__dedicated": False,
        },
    ),
    ("task_force", {"offer__policy": "threshold", "offer__rounds": [0.0, 380.0], "offer__threshold": 0.9}),
    ("siloed", {"offer__policy": "concession", "offer__ceiling": 0.5}),
    ("siloed", {"offer__policy": "threshold", "offer__threshold": 0.5, "offer__ceiling": 0.5}),
    ("siloed", {"work__abandon_below": 0.5, "work__forum": "leaders"}),
    ("task_force", {"work__abandon_below": 0.5, "work__false_closing": 0.4, "work__buck_passing": 0.5}),
]


@pytest.mark.parametrize(("arm", "changes"), CASES)
def test_nothing_is_lost_on_any_day(arm, changes):
    told = scenario(arm, **(SMALL | {"offer__ceiling": 1.5, "issues__per_household": 1.2} | changes))
    records = numbers(told)
    state = initialise(told, records, 3)
    for day in range(400 + 120):
        if day == 400:
            intervene(state, told, records, 0.3)
        state = live(state, records, day + 1.0)
        if day % 7 == 3 or day > 400:
            check_jobs(state)
            check_people(state)
            check_idle(state)
            check_matters(state)
            check_money(state, told.offer.ceiling * told.households.total)
            check_households(state)


def test_time_parts_add_up_to_the_time_a_matter_was_open():
    """Every moment of an open matter is booked to exactly one part."""
    told = scenario("task_force", **(SMALL | {"work__false_closing": 0.0, "calendar__intervention_day": 0}))
    records = numbers(told)
    state = initialise(told, records, 5)
    intervene(state, told, records, 0.0)
    state = live(state, records, 120.0)
    closed = state.matters[state.matters["stage"] == MatterStage.CLOSED]
    assert len(closed) > 5
    parts = sum(closed[f"{part}_time"] for part in ("work", "handover", "queue", "meeting", "floor", "client"))
    assert parts == pytest.approx(closed["closed"] - closed["filed"], abs=1e-9)


def test_compulsion_pays_its_own_price_and_counts_as_unwilling():
    """The compulsory branch: whoever is compelled is unwilling, the treasury pays the cost, neighbours lose trust."""
    changes = {"negotiation__compulsion": True, "negotiation__compulsion_after": 30.0, "offer__rounds": [0.0],
               "negotiation__compulsion_duration": 90.0, "negotiation__compulsion_refusal": 0.0,
               "households__reservation_median": 2.0, "households__reservation_sigma": 0.15,
               "households__adequacy_median": 1.0,
               "negotiation__compulsion_cost": 2.0}  # fmt: skip
    told = scenario(**(SMALL | changes))
    state = live(initialise(told, numbers(told), 1), numbers(told), 300.0)
    households = state.clients.households
    compelled = households[households["court_stage"] == CourtStage.APPLIED]
    assert len(compelled) > 5
    assert compelled["unwilling"].all()
    assert (compelled["pressure"] == 1.0).all()
    free = households[households["signed"] & (households["court_stage"] == CourtStage.NOT_APPLIED)]
    paid = 2.0 * compelled["value"].sum() + (free["price"] * free["value"]).sum()
    assert state.clients.book[0].funds + paid == pytest.approx(told.offer.ceiling * told.households.total)
