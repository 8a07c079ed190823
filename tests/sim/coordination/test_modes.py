"""The contract that every mode passes, and small stories of what the modes without a team do."""

import numpy as np
import pytest

from sim.cadres.state import Post
from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.config import CONFIGS, options
from sim.core.event_kinds import EventKind
from sim.matters.state import MatterStage
from tests.sim.test_conservation import check_households, check_jobs, check_matters, check_people
from tests.stories import agenda, ends, equal, numbers, scenario
from tests.town import town
from tests.undertaking import whole

MODES = [name for name in options(CONFIGS, "coordination") if name != "base"]
STORY = {"households__total": 60, "calendar__intervention_day": 60, "calendar__horizon_days": 200}
STORY |= {"issues__per_household": 0.9, "issues__tangled_share": 0.3}
EQUIPPED = {"orders_equipped", "best_silo_equipped", "lead_agency_equipped", "dispatch_team"}
OF_EARTH = {"information", "forecasting", "common_stores", "dispatch_desk", "dispatch_orders"} | EQUIPPED
FAR = {"lead_agency_far", "task_force_far"}
SHORT = {"calendar__intervention_day": 60, "calendar__horizon_days": 200}
CALM = {"work__validity": 100_000.0, "work__false_closing": 0.0, "evaluation__false_closing": 0.0}
CALM |= {"calendar__horizon_days": 900}


@pytest.fixture(params=MODES)
def mode(request) -> str:
    return str(request.param)


def there(mode: str, at_home: str = "", **changes: object):
    """A small case where the mode means something: offices for earth in a town, far ones with an approval.

    *at_home* is the mode in force there, where another is looked at in the same place.
    """
    arm = at_home or mode
    if mode in OF_EARTH:
        return town(arm, **({"calendar__horizon_days": 200} | changes))
    if mode in FAR:
        return whole(arm, "sports_centre", **(SHORT | changes))
    return scenario(arm, **(STORY | changes))


class TestContract:
    """What every mode must do, whatever it is made of."""

    def test_the_same_seed_gives_the_same_city(self, mode):
        assert equal(ends(there(mode), seed=4)[1], ends(there(mode), seed=4)[1])

    def test_nothing_is_lost(self, mode):
        _, end = ends(there(mode), seed=4)
        for check in (check_jobs, check_people, check_matters):
            check(end)
        if mode not in OF_EARTH | FAR:
            check_households(end)

    def test_no_matter_starves(self, mode):
        """Nothing lapses, nobody gives up: every matter that was put on file in time is closed in the end."""
        _, end = ends(there(mode, **CALM), seed=4)
        old = end.matters[(end.matters["stage"] != MatterStage.DORMANT) & (end.matters["filed"] < 400.0)]
        assert len(old) > (4 if mode in OF_EARTH | FAR else 20)
        assert (old["stage"] == MatterStage.CLOSED).all()
        assert not (end.matters["stage"] == MatterStage.SHELVED).any()

    def test_it_changes_nothing_before_the_intervention(self, mode):
        assert equal(ends(there(mode))[0], ends(there(mode, "siloed"))[0])

    def test_it_differs_from_the_silo(self, mode):
        """An office for earth in a town, where alone there is earth; one elsewhere, where there is an elsewhere."""
        changes = {} if mode not in OF_EARTH | FAR else {"calendar__horizon_days": 364}
        if mode != "siloed":
            assert not equal(ends(there(mode, **changes))[1], ends(there(mode, "siloed", **changes))[1])


def day_after(mode: str, days: int = 30, **changes: object):
    """A city *days* after the mode came into force."""
    told = scenario(mode, **(STORY | changes))
    records = numbers(told)
    state = live(initialise(told, records, 1), records, 60.0)
    intervene(state, told, records, 0.0)
    return live(state, records, 60.0 + days)


def test_merged_offices_share_a_desk_and_hand_over_less_far():
    state = day_after("merged_offices")
    desks = set(state.departments["desk"])
    assert len(desks) == 6  # four offices, the township and the leaders
    assert sorted(int(state.desks[d]["holds"]).bit_count() for d in desks) == [1, 1, 2, 2, 3, 4]
    assert state.desks["people"].sum() == len(state.cadres[state.cadres["post"] == Post.AT_HOME])
    plain = day_after("siloed")
    assert state.matters["handover_time"].sum() < plain.matters["handover_time"].sum()


def test_an_office_rules_on_what_it_holds_alone():
    """With every tangled issue inside one office nothing waits for the forum; with authority off it does."""
    one = {"city__offices": {"all": [name for name in scenario().city.departments if name != "township"]}}
    one |= {"work__validity": 100_000.0, "issues__tangled_share": 1.0}
    ruled = []
    for authority in (True, False):
        past, end = ends(scenario("merged_offices", **(STORY | one | {"coordination__authority": authority})))
        assert end.city[0].ledger.rulings > 3
        ruled.append(int(end.city[0].forum.ruled - past.city[0].forum.ruled))
    assert ruled[0] < ruled[1] / 4


def test_a_weekly_meeting_is_held_weekly_and_the_monthly_one_no_more():
    weekly, monthly = (day_after(arm, 84, work__meeting_period=30) for arm in ("joint_meeting", "siloed"))
    assert (weekly.city[0].forum.meetings, monthly.city[0].forum.meetings) == (
        12,
        4,
    )
    meetings = [whose for _, kind, whose in agenda(weekly.heap, weekly.city[0]) if kind == EventKind.MEETING]
    assert sorted(meetings) == [0, 1]  # the city's goes on in case the mode ends


def test_extra_people_and_hours_reach_a_mode_without_a_team_only_when_said():
    extra = {"coordination__extended_hours": True}
    for told, guests, longer in ((extra, 0, 0), (extra | {"resources__extras_without_team": True}, 6, 17)):
        state = day_after("siloed", **told)
        outsiders = state.cadres[(state.cadres["level"] == 1) & (state.cadres["post"] == Post.AT_HOME)]
        assert len(outsiders) == guests
        assert (outsiders["duty_share"] == 1.0).all()
        assert (state.cadres["days_per_week"] == 6).sum() == longer
        assert (state.cadres["overtime"].sum() > 0) == (longer > 0)


def test_money_and_offers_come_into_force_with_the_mode_and_not_before():
    told = {
        "resources__extras_without_team": True,
        "resources__extra_price": 0.2,
        "resources__offer_policy": "concession",
    }
    records = numbers(scenario("siloed", **(STORY | told)))
    assert [float(r.offer.base_price) for r in records.regimes] == [1.0, 1.2, 1.0]
    assert [int(r.offer.policy) for r in records.regimes] == [0, 1, 0]
    assert [float(r.resources.care_package) for r in records.regimes] == [0.0, 0.05, 0.0]
    plain = numbers(scenario("siloed", **STORY))
    assert [float(r.resources.care_package) for r in plain.regimes] == [0.0, 0.0, 0.0]


def test_more_money_brings_more_signatures_without_any_team():
    signed = [
        ends(scenario("siloed", **(STORY | {"resources__extras_without_team": paid, "resources__extra_price": 0.3})))[1]
        for paid in (True, False)
    ]
    assert signed[0].clients.book[0].signed > signed[1].clients.book[0].signed
    assert np.isfinite(signed[0].clients.book[0].money)
