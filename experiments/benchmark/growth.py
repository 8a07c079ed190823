"""What a year costs as the city grows: clients, departments' people, team seats and teams in proportion.

Work is counted in pieces, each somebody's: a routine matter, a clearance of a project matter, or a call on a client.
Each size runs in a process of its own, so that its peak of memory is its own: the history once, then the silo and the
task force from the same day. Called as a module with a question in JSON, it is that process.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from experiments.benchmark.children import ask, own_peak_mb
from experiments.benchmark.measuring import Found, Row
from sim.clients.kinds import kind_of
from sim.config import CONFIGS, load_scenario, options
from sim.coordination.parameters import Coordination
from sim.scenario import Scenario
from sim.state.state import State

CLIENTS = 2725.0  # of the workbench as it stands, over its year and a half
CLIENTS_OF = {"small": (100, 1_000), "full": (100, 330, 1_000, 3_300, 10_000, 33_600, 100_000)}
WORKBENCH, PORTFOLIO = "workbench", "city_portfolio"
SCALES = {"small": (0.25,), "full": (0.25, 1.0, 4.0)}
ARMS = ("siloed", "task_force")
SEED = 1
MEETING = {
    "meeting_period": 7,
    "meeting_batch": 1000,
}  # at every size: once a month would be too seldom for the largest
MOST_TEAMS, MOST_SEATS, MOST_PEOPLE = 100, 1_000, 100_000
TINY = 0.02  # the city that loads the compiled rules before the clock starts


def measure_growth(size: str, rounds: int) -> Found:
    """A row a size: workbench from 100 clients on, and the portfolio where that scenario is there."""
    asked: list[tuple[str, float]] = [(WORKBENCH, clients / CLIENTS) for clients in CLIENTS_OF[size]]
    left_out = []
    if PORTFOLIO in options(CONFIGS, "scenario"):
        asked += [(PORTFOLIO, scale) for scale in SCALES[size]]
    else:
        left_out.append(f"left out: {PORTFOLIO}: no such scenario here")
    answers: dict[tuple[str, float], list[dict[str, Any]]] = {one: [] for one in asked}
    for _ in range(rounds):
        for name, scale in asked:
            answers[name, scale].append(ask(__name__, {"scenario": name, "scale": scale}))
    rows, disagreements = [], []
    for (name, scale), told in answers.items():
        rows.append(_row(name, told))
        if len({one["done"] for one in told}) > 1:
            disagreements.append(f"{name} x {scale:g}: the same seed did not do the same work twice")
    return Found(rows, disagreements, left_out)


def _row(name: str, told: list[dict[str, Any]]) -> Row:
    """The row of one size; there is nobody to compare with but the size itself."""
    seconds = sorted(one["cpu_s"] for one in told)
    work = f"growth of {name}, {told[0]['people']} cadres"
    middle = (seconds[len(seconds) // 2] + seconds[(len(seconds) - 1) // 2]) / 2.0
    peak = max(one["peak_mb"] for one in told)
    return Row(work, told[0]["clients"], "ours", seconds[0], middle, told[0]["done"] / seconds[0], 1.0, peak)


def scaled(scenario: Scenario, scale: float, arm: Coordination) -> Scenario:
    """*scenario* under *arm* with clients, people, seats and teams multiplied; a department keeps somebody at home."""
    data = scenario.model_dump()
    if scenario.clients == "stream":
        data["stream"]["load"] *= scale
    for seat in data["staffing"]["seats"].values():
        seat["members"] = min(MOST_SEATS, max(1, round(seat["members"] * scale)))
    for name, department in data["city"]["departments"].items():
        members = data["staffing"]["seats"].get(name, {"members": 0})["members"]
        wanted = department["cadres"] * scale
        department["cadres"] = max(1 + members, round(wanted))
        department["utilisation"] *= min(1.0, wanted / department["cadres"])  # routine in proportion, too
    people = sum(department["cadres"] for department in data["city"]["departments"].values())
    if people > MOST_PEOPLE:
        raise ValueError(f"{people} cadres: more than a city may have")
    if scenario.name == WORKBENCH:
        data["work"] |= MEETING
    data["staffing"]["teams"] = min(MOST_TEAMS, max(1, round(data["staffing"]["teams"] * scale)))
    data["coordination"] = arm.model_dump()
    return Scenario.model_validate(data)


def arms_of(name: str, scale: float) -> list[Scenario]:
    """Both arms of a scenario at one scale."""
    told = [load_scenario(name, [f"coordination={arm}"]) for arm in ARMS]
    return [scaled(one, scale, one.coordination) for one in told]


def live_both(scenarios: list[Scenario]) -> dict[str, Any]:
    """The history and both arms: CPU seconds of a run, clients, people, and pieces of work done."""
    from sim.city.numbers import numbers_of
    from sim.city.run import branch, history

    numbers = [numbers_of(one) for one in scenarios]
    before = time.process_time()
    past = history(scenarios[0], numbers[0], SEED)
    ends = [branch(past, one, rows) for one, rows in zip(scenarios, numbers, strict=True)]
    seconds = time.process_time() - before
    done = [pieces(state) for state in (past, *ends)]
    clients = len(past.matters)
    lived = done[0] + sum(end - done[0] for end in done[1:])
    return {"cpu_s": seconds, "clients": clients, "people": len(past.cadres), "done": lived}


def pieces(state: State[Any]) -> int:
    """Work that has been done: routine matters solved, clearances of project matters, done anew or not, and calls."""
    ledger = state.city[0].ledger
    solved, of_a_matter = state.departments["solved"].sum(), 1
    if kind_of(state).name == "stream":
        of_a_matter = int(state.matters["clearances"].max(initial=1))
    return int(solved + ledger.closed * of_a_matter + ledger.reworked + ledger.contacts)


def main(question: dict[str, Any]) -> None:
    """Answer with what one size has cost."""
    live_both(arms_of(question["scenario"], TINY))
    answer = live_both(arms_of(question["scenario"], question["scale"]))
    print(json.dumps(answer | {"peak_mb": own_peak_mb()}))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
