"""How a village is born: traits, ties and issues, worked out anew from the draws that key them."""

import math

import pytest

from sim.clients.relocation import issues, population
from sim.clients.relocation.parameters import ReservationLaw
from sim.clients.relocation.state import MAX_ISSUES, Household, KindOfIssue, Tie
from sim.core import purposes
from sim.core.purposes import (
    ISSUE_KIND,
    TANGLED,
    TANGLED_PICK,
    TANGLED_SIZE,
)  # fmt: skip
from sim.core.randomness import exponential, lognormal, normal, uniform
from sim.matters.state import Clearance, Matter
from tests.hand import regime, rows, town
from tests.plain import plain
from tests.stories import numbers, scenario

SEED = 3
HOMES = {"count_per_block": 4, "near_ties": 2, "kin_share": 0.5, "attached_share": 0.3, "speculator_share": 0.3}
HOMES |= {"adequacy_median": 1.25, "adequacy_sigma": 0.3, "joint_share": 0.4}
ISSUES = {"per_household": 2.0, "load_sigma": 0.5, "tangled_share": 0.4, "exception_share": 0.5}


def tables():
    """Tables of a village with a few of everything."""
    made = numbers(scenario()).clients
    for row, changes in ((made.households[0], HOMES), (made.issues[0], ISSUES)):
        for name, value in changes.items():
            row[name] = value
    return made


def draw(name, key, when=0, which=0):
    return uniform(SEED, getattr(purposes, name), key, when, which)


def test_traits_are_drawn_one_by_one():
    told = tables().households[0]
    homes = Household.make(60)
    plain(population.settle_all)(SEED, homes, told)
    attached = 0
    worth = lognormal(1.25, 0.3, normal(SEED, purposes.ADEQUACY, 0, 0, 0))
    share = 0.3 * exponential(SEED, purposes.ATTACHMENT, 0, 0, 0)
    for i, home in enumerate(homes):
        assert home.joint == (draw("JOINT", i // 4) < 0.4)
        assert (home.key, home.block) == (i, i // told.count_per_block)
        area = lognormal(told.area_median, told.area_sigma, normal(SEED, purposes.AREA, i, 0, 0))
        assert (home.area, home.value) == (area, pytest.approx(area * told.unit_value))
        sells = lognormal(told.reservation_median, told.reservation_sigma, normal(SEED, purposes.RESERVATION, i, 0, 0))
        stays = draw("ATTACHED", i) < share
        attached += stays
        assert home.attached == stays
        assert home.reservation == pytest.approx(sells * (told.attached_premium if stays else 1.0) / worth)
        greed = lognormal(told.opportunism_median, told.opportunism_sigma, normal(SEED, purposes.OPPORTUNISM, i, 0, 0))
        assert home.ask == pytest.approx(home.reservation * (1.0 + greed))
        for name, key in (("trust", "FIRST_TRUST"), ("uncertainty", "FIRST_UNCERTAINTY")):
            low, high = told[f"{name}_low"], told[f"{name}_high"]
            assert home[name] == pytest.approx(low + (high - low) * draw(key, i))
        usual = 2.0 * told.late_belief_median * draw("LATE_BELIEF", i)
        speculates = draw("SPECULATOR", i) < told.speculator_share
        assert home.belief == pytest.approx(told.speculator_belief if speculates else usual)
        assert (home.last_visit, home.visitor, home.owner, home.signed_at) == (-1e9, -1, -1, -1.0)
    assert attached > 5
    assert 0 < homes["joint"].sum() < 60
    told.reservation_law = next(law for law in ReservationLaw if law != ReservationLaw.LOGNORMAL)
    assert plain(population.reservation_of)(SEED, 4, told) == draw("RESERVATION", 4)


def test_issues_of_a_household_are_poisson_up_to_three():
    found = set()
    for mean in (0.0, 0.9, 9.0):
        for key in range(80):
            chances = [math.exp(-mean) * mean**n / math.factorial(n) for n in range(3)]
            drawn = draw("ISSUE_COUNT", key)
            number = sum(drawn > sum(chances[: n + 1]) for n in range(3))
            assert plain(population.issues_of)(SEED, key, mean) == number
            found.add(number)
    assert found == {0, 1, 2, 3}


def test_ties_are_next_doors_of_the_block_and_one_relative():
    told = tables().households[0]
    homes, n = Household.make(10), 10
    total = plain(population.count_ties)(SEED, homes, told)
    expected = [[] for _ in range(n)]
    kin = [False] * n
    for i in range(n):
        expected[i] += [j for j in range(n) if j != i and i // 4 == j // 4 and abs(i - j) <= 2]
        if i and draw("KIN_TIE", i) < 0.5:
            other = int(draw("KIN_TIE", i, 1) * i)
            kin[i] = kin[other] = True
            expected[i].append(other)
            expected[other].append(i)
    assert homes["ties"].tolist() == [len(one) for one in expected]
    assert total == sum(map(len, expected))
    ties = Tie.make(total)
    plain(population.tie_all)(SEED, homes, ties, told)
    for i, home in enumerate(homes):
        mine = ties[home.first_tie : home.first_tie + home.ties]
        assert sorted(mine["other"].tolist()) == sorted(expected[i])
        assert (mine["household"] == i).all()
        assert home.kin == mine["kin"].any() == kin[i]
    assert sum(kin) >= 3


def test_issues_and_clearances_are_written_in_the_order_of_households():
    told = tables()
    departments = town(departments=8).departments
    homes = Household.make(40)
    matters, clearances = plain(issues.count_rows)(SEED, homes, departments, told)
    rows, parts = Matter.make(matters), Clearance.make(clearances)
    numbers = regime(work__effort_median=2.5, work__effort_sigma=0.3).work
    plain(issues.raise_matters)(SEED, homes, rows, parts, departments, told, numbers, 0.5)
    mean = lognormal(2.0, 0.5, normal(SEED, purposes.ISSUE_LOAD, 0, 0, 0))
    m = first = worried = 0
    for i, home in enumerate(homes):
        number = plain(population.issues_of)(SEED, i, mean)
        assert (home.issues, home.first_matter) == (number, m)
        hardship, bars = False, 0
        for k in range(number):
            matter, key = rows[m], i * MAX_ISSUES + k
            kind = told.kinds[plain(issues.kind_of)(SEED, key, told.kinds)]
            size = plain(issues.number_of_clearances)(SEED, key, kind, 8, told.issues[0])
            assert (matter.key, matter.client, matter.first, matter.clearances) == (key, i, first, size)
            ruling = size >= told.issues[0].ruling_from
            exception = draw("EXCEPTION", key) < told.issues[0].exception_share
            assert (matter.ruling, matter.exception) == (ruling, ruling and exception)
            assert (matter.next, matter.effort, matter.effort_sigma) == (-1, 2.5, 0.3)
            assert matter.measured == (draw("MEASURED", key) < 0.5)
            mine = parts[first : first + size]
            assert mine["matter"].tolist() == [m] * size
            assert mine["ordinal"].tolist() == list(range(size))
            own = told.steps["competence"][kind.first : kind.first + kind.competences].tolist()
            assert mine["competence"][: kind.competences].tolist() == own
            assert len(set(mine["competence"].tolist())) == size
            assert matter.competences == sum(1 << c for c in mine["competence"].tolist())
            hardship |= bool(kind.hardship)
            bars += bool(kind.bars)
            m, first = m + 1, first + size
        assert home.hardship == hardship
        assert (home.open_issues, home.worries) == (bars, number - bars)
        worried += number - bars
    assert (m, first) == (matters, clearances)
    assert 0 < worried < m
    assert {2, 3} <= set(homes["issues"].tolist())
    assert rows["ruling"].any()
    assert not rows["ruling"].all()


def test_issues_are_drawn_with_their_clearances():
    kinds = rows(KindOfIssue, 3, weight=(0.2, 0.7, 1.0), competences=(1, 2, 3))
    state = town(departments=6)
    state.departments["clears"][4] = False
    assert plain(issues.clearing_departments)(state.departments) == 5

    class Told:
        tangled_share, tangled_low, tangled_high = 0.5, 2, 5

    sizes = set()
    for key in range(200):
        draw = uniform(3, ISSUE_KIND, key, 0, 0)
        assert plain(issues.kind_of)(3, key, kinds) == (draw >= 0.2) + (draw >= 0.7)
        tangled = uniform(3, TANGLED, key, 0, 0) < 0.5
        assert plain(issues.is_tangled)(3, key, Told) == tangled
        wanted = max(2, min(2 + int(uniform(3, TANGLED_SIZE, key, 0, 0) * 4), 4)) if tangled else 2
        assert plain(issues.number_of_clearances)(3, key, kinds[1], 4, Told) == wanted
        sizes.add(wanted)
        start = int(uniform(3, TANGLED_PICK, key, 2, 0) * 6)
        free = [d % 6 for d in range(start, start + 6) if d % 6 in (1, 3, 5)]
        assert plain(issues.extra_competence)(3, key, 2, 0b000101, state.departments) == free[0]
    assert sizes == {2, 3, 4}
    assert plain(issues.number_of_clearances)(3, key, kinds[2], 2, Told) == 3
    assert plain(issues.extra_competence)(3, 1, 2, 0b101111, state.departments) == -1
