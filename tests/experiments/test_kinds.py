"""Kinds of client: what only one of them has is named in its own place, and a kind without words of its own is told."""

import ast
from pathlib import Path

import pytest

from experiments.kinds import plural, told_of
from experiments.kinds.told import Told
from sim.clients.kinds import kind_named, names
from sim.measures.columns import COMMON, NAMES, names_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", names())
def test_no_file_names_a_measure_of_one_kind_except_in_its_own_place(name):
    own = {column.name for column in kind_named(name).columns} - {column.name for column in COMMON}
    for path in (ROOT / "experiments").rglob("*.py"):
        if name in path.relative_to(ROOT).parts or path.stem == name:
            continue
        words = {node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)}
        assert not words & own, path


@pytest.mark.parametrize("name", names())
def test_what_is_told_of_a_kind_are_measures_that_it_has(name):
    told, known = told_of(name), set(names_of(kind_named(name)))
    bearers = {measure for rows in told.bearers.values() for measure in rows}
    assert {*told.swept, *told.before, *told.table, *told.costs, *told.ledger, *told.people} | bearers <= known
    assert set(told.instead.items()) <= {(one, other) for one in known for other in known}
    assert told.naive in {"", *known}


def test_a_kind_without_a_file_is_told_of_with_what_every_city_has():
    common = {column.name for column in COMMON}
    assert told_of("toys") == Told()
    assert {*Told().table, *Told().ledger, *Told().swept} <= common <= set(NAMES)


def test_several_of_a_noun():
    assert (plural("village"), plural("city"), plural("replication")) == ("villages", "cities", "replications")
