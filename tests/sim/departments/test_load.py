"""Load: people are as busy as declared once juggling is counted, and a desk with two stable states is named."""

import pytest

from sim.departments.load import erlang_c, has_two_states, juggled, slowed
from tests.stories import ends, office, scenario


def busy(people: int, load: float, loss: float, counted: bool) -> float:
    """Share of their working time for which one department's people are busy with routine, over twenty years."""
    names = {"desk": office(people, load, 0.5)}
    changes = {
        "city__departments": names,
        "city__visit_department": "desk",
        "city__plot_department": "desk",
        "city__leaders_department": "desk",
        "city__blocks": 1,
        "city__load_is_busy": counted,
        "city__skill_sigma": 0.0,
        "work__juggling_loss": loss,
        "staffing__seats": {"desk": {"members": 1, "outside": 0}},
        "staffing__teams": 1,
        "stream__load": 0.0,
        "stream__competences": 1,
        "calendar__intervention_day": 700,
        "calendar__horizon_days": 3640,
    }
    told = scenario("siloed", scene="workbench", resources="closed", **changes)
    shares = []
    for seed in (1, 2):
        _, end = ends(told, seed)
        shares.append(float(end.departments[0].routine_days) / (3640 * 5 / 7 * people))
    return sum(shares) / len(shares)


@pytest.mark.parametrize("people", [1, 3, 10])
def test_people_are_as_busy_as_declared(people):
    """At .85 and 5 % lost a matter: declared before juggling they are busier, after it as busy as said."""
    assert busy(people, 0.85, 0.05, counted=True) == pytest.approx(0.85, abs=0.02)
    assert busy(people, 0.85, 0.05, counted=False) > 0.87


def test_without_juggling_nothing_is_counted():
    assert juggled(4, 0.85, 2.0, 0.0, 3.0) == 1.0
    assert slowed(4, 0.85, 2.0, 0.0, 3.0) == 1.0
    assert erlang_c(1, 0.8) == pytest.approx(0.8)  # M/M/1: who arrives waits as often as the one server is busy


def test_a_desk_that_would_never_recover_is_named_and_gets_no_more_than_it_can_work_off():
    """Nine tenths busy at 20 % a matter: what piles up once stays for ever, so fewer matters arrive."""
    assert not has_two_states(4, 0.85, 2.0, 0.05, 3.0)
    assert has_two_states(4, 0.9, 2.0, 0.2, 3.0)
    assert 0.9 / slowed(4, 0.9, 2.0, 0.2, 3.0) * (1.0 + 0.2 * 2.0) == pytest.approx(0.97)
