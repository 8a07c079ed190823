"""The benchmark: programs that follow the same rules agree on every count, and the table says what it says."""

from __future__ import annotations

import heapq
import subprocess
import sys

import pandas as pd
import pytest

from experiments.benchmark import (
    queue_c,
    queue_ours,
    relocation_bare,
    relocation_mesa,
    relocation_mesa_luck,
    relocation_numpy,
    relocation_ours,
)
from experiments.benchmark.__main__ import main, read, rows_as_text
from experiments.benchmark.growth import arms_of, live_both
from experiments.benchmark.measuring import Missing, Row, agree, compare
from experiments.benchmark.overhead import measure_overhead
from experiments.benchmark.paired import measure_paired
from experiments.benchmark.pieces import Turn, measure_pieces, row
from experiments.benchmark.queue_network import SERVERS, STATIONS, Counts, gap, service
from experiments.benchmark.relocation import negotiation as told
from experiments.benchmark.relocation import plain, village
from sim.clients.relocation.rules.signing import mind_hazard, readiness
from sim.core.parameter import as_row
from sim.yaml_scan import ConfigError

COLUMNS = ["work", "size", "implementation", "cpu_s_best", "cpu_s_median", "work_per_s", "ratio_to_ours", "peak_mb"]


def by_recursion(customers: int) -> Counts:
    """The same network without events: station by station, each customer takes the server that is free first."""
    coming, now = [], 0.0
    for key in range(customers):
        now += gap(key)
        coming.append((now, key))
    waited, longest, means = [], [], []
    for station in STATIONS:
        free = [0.0] * SERVERS[station]
        leaving, starts, total, late = [], [], 0.0, 0
        for time, key in sorted(coming):
            start = max(time, heapq.heappop(free))
            late += start > time
            total += start - time
            starts.append(start)
            heapq.heappush(free, start + service(key, station))
            leaving.append((start + service(key, station), key))
        times = [time for time, _ in sorted(coming)]
        longest.append(max(sum(start > time for start in starts[:n]) for n, time in enumerate(times, 1)))
        waited.append(late)
        means.append(total / customers)
        coming = leaving
    return Counts(tuple(waited), tuple(longest), tuple(means), max(time for time, _ in coming))


def test_our_queue_is_that_of_a_recursion_without_events():
    assert agree(queue_ours.prepare(400)(), by_recursion(400))


def test_c_makes_the_same_draws_and_gives_the_same_numbers_bit_for_bit():
    try:
        in_c = queue_c.prepare(2_000)
    except Missing as missing:
        pytest.skip(str(missing))
    assert in_c() == queue_ours.prepare(2_000)()


def test_without_a_compiler_c_is_left_out_with_a_line(monkeypatch):
    monkeypatch.setattr(queue_c.shutil, "which", lambda _name: None)
    with pytest.raises(Missing, match="no compiler"):
        queue_c.library.__wrapped__()
    programs = {"ours": lambda: queue_ours.prepare(50), "C": queue_c.library.__wrapped__}
    found = compare("queue network", 50, 50.0, programs, 1, programs)
    assert [row.implementation for row in found.rows] == ["ours"]
    assert found.left_out == ["left out: C: no compiler here (cc or gcc)"]


def test_simpy_gives_the_same_numbers_bit_for_bit():
    pytest.importorskip("simpy")
    from experiments.benchmark import queue_simpy

    assert queue_simpy.prepare(500)() == queue_ours.prepare(500)()


def test_ciw_gives_the_same_counts():
    pytest.importorskip("ciw")
    from experiments.benchmark import queue_ciw

    assert agree(queue_ciw.prepare(500)(), queue_ours.prepare(500)())


@pytest.mark.parametrize(
    "program", [relocation_bare, relocation_numpy, relocation_mesa, relocation_mesa_luck], ids=lambda one: one.__name__
)
def test_the_holdout_village_ends_the_same_however_it_is_written(program):
    ours = relocation_ours.prepare((90, 150))()
    assert ours.signed > 5
    assert ours.visits > 1_000
    assert program.prepare((90, 150))() == ours


def test_a_rule_in_plain_python_is_the_compiled_one():
    rule = plain(mind_hazard)
    assert type(rule).__name__ == "function"
    assert rule.__globals__["readiness"] is not readiness
    people = village(20).households
    negotiation = relocation_mesa.Numbers()
    people["visits"] = 3
    people["open_issues"] = 0
    assert rule(people[0], negotiation) == mind_hazard(people[0], as_row(told())[0]) > 0.0


def test_programs_that_disagree_are_told():
    programs = {"ours": lambda: lambda: (3, 0.5), "other": lambda: lambda: (4, 0.5)}
    found = compare("counting", 1, 1.0, programs, 2, programs)
    assert found.disagreements == ["counting, 1: other ends with (4, 0.5), ours with (3, 0.5)"]
    assert agree((3, 0.5), (3, 0.5 * (1 + 1e-14)))
    assert not agree((3, 0.5), (3, 0.5001))


def test_a_larger_workbench_does_more_work_with_more_people():
    small, large = (live_both(arms_of("workbench", scale)) for scale in (0.05, 0.5))
    assert large["done"] > 5 * small["done"]
    assert large["people"] > 2 * small["people"]
    assert large["clients"] > 5 * small["clients"]


def test_a_piece_is_compared_with_the_workbenchs_of_the_same_round():
    told = row(
        "toy", "siloed", [Turn(2.0, 10), Turn(9.0, 10), Turn(3.0, 10)], [Turn(1.0, 10), Turn(3.0, 10), Turn(2.0, 10)]
    )
    assert told == Row("a piece of toy, siloed", 10, "ours", 2.0, 3.0, pytest.approx(10 / 3), 2.0)


@pytest.mark.slow
def test_a_piece_of_a_campaign_costs_at_most_so_much_more_than_one_of_the_workbench():
    """Measured .97 and 1.00; in turns, so that whatever else runs here slows both."""
    ratios = {row.work: row.ratio_to_ours for row in measure_pieces("small", 12).rows}
    assert ratios["a piece of civilised_city, siloed"] <= 1.3
    assert ratios["a piece of civilised_city, task_force"] <= 1.3


def test_the_engine_and_a_bare_loop_run_the_same_villages():
    found = measure_overhead(3, 1, kinds=("serial",))
    assert [row.implementation for row in found.rows] == ["ours (serial)", "bare loop"]
    assert not found.disagreements
    assert measure_paired("small", 1).rows[0].ratio_to_ours == 1.0


def test_the_table_has_its_columns_and_the_picture_is_drawn(tmp_path, monkeypatch, capsys):
    from experiments.benchmark import __main__ as command
    from experiments.benchmark.measuring import Found

    rows = [Row("growth of workbench, 34 cadres", 100, "ours", 0.1, 0.1, 1e4, 1.0, 200.0),
            Row("growth of workbench, 60 cadres", 1000, "ours", 0.9, 1.0, 1.1e4, 1.0, 250.0)]  # fmt: skip
    monkeypatch.setattr(command, "measure_growth", lambda _size, _rounds: Found(rows, [], ["left out: nothing"]))
    assert main(["parts=[growth]", f"output={tmp_path / 'out'}"]) == 0
    table = pd.read_csv(tmp_path / "out" / "benchmark.csv")
    assert list(table.columns) == COLUMNS == list(Row._fields)
    assert len(table) == 2
    assert (tmp_path / "out" / "figures" / "growth.svg").stat().st_size > 1_000
    said = capsys.readouterr()
    assert "growth of workbench, 60 cadres" in said.out
    assert "left out: nothing" in said.err
    assert rows_as_text(table.assign(peak_mb=float("nan"))).count("\n") == 2


@pytest.mark.parametrize(
    "words", ["rounds=0", "rounds=x", "rounds=1000", "units=0", "size=huge", "parts=[all]", "parts=[queue,queue]",
              "parts=", "round=3", "output=", "fast"],
)  # fmt: skip
def test_bad_options_are_refused_with_one_line(words):
    with pytest.raises(ConfigError) as refused:
        read([words])
    assert len(refused.value.lines) == 1


def test_a_bad_option_on_the_command_line_exits_with_2():
    told = [sys.executable, "-m", "experiments.benchmark", "rounds=none"]
    done = subprocess.run(told, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "rounds = none: must be a whole number from 1 to 100\n"
