"""Shortage: what cannot be had is said in one line each, with the team, the limit and who is short."""

import pytest

from sim.cadres.state import Post
from sim.staffing.applicants import Demand
from sim.staffing.shortage import shortages
from tests.staff import call_of, people

NO_TARGETS = {"young_share": 0.0, "titled_share": 0.0, "experienced_share": 0.0}
TEAMS = ("railway", "hospital", "garden")
FIELDS = ("planning", "housing", "tax", "finance")


def told(demands, cadres, **changes) -> list[str]:
    return shortages(demands, cadres, call_of(**(NO_TARGETS | {"home_limit": 1.0} | changes)), TEAMS, FIELDS)


def specialists(*sizes: int):
    """Departments whose people hold one field only and are neither young nor titled nor experienced."""
    cadres = people(sizes, 1, second_share=0.0)
    cadres["age"], cadres["title"], cadres["experience"] = 50.0, False, False
    return cadres


def learn(cadres, c: int, second: int) -> None:
    cadres[c].second = second
    cadres[c].second_skill = cadres[c].skill


def test_nothing_to_say_where_all_can_be_had():
    assert told([Demand(0, 0, 2), Demand(1, 1, 3)], specialists(2, 3)) == []
    assert told([], specialists(2)) == []
    assert told([Demand(0, 3, 0)], specialists(2)) == []


def test_nobody_holds_it():
    assert told([Demand(0, 3, 1), Demand(1, 0, 1)], specialists(2, 2)) == [
        "railway: 1 of finance asked for, nobody holds it"
    ]


def test_more_seats_than_people_of_one_competence():
    cadres = specialists(3, 4)
    learn(cadres, 3, 0)
    assert told([Demand(0, 0, 3), Demand(2, 0, 2)], cadres) == [
        (
            "railway and garden: 5 of planning asked for, 4 can be sent "
            "(3 of its own, 1 with it as a second field; home_limit 1)"
        )
    ]
    assert told([Demand(0, 0, 2), Demand(2, 0, 2)], cadres, home_limit=0.5) == [
        (
            "railway and garden: 4 of planning asked for, 2 can be sent "
            "(1 of its own, 1 with it as a second field; home_limit 0.5)"
        )
    ]
    cadres["post"][:2] = Post.IN_TEAM
    assert told([Demand(0, 0, 3)], cadres) == [
        "railway: 3 of planning asked for, 2 can be sent (1 of its own, 1 with it as a second field; home_limit 1)"
    ]


def test_more_seats_than_people_in_all():
    cadres = specialists(2, 2)
    for c, second in ((0, 1), (1, 1), (2, 0), (3, 0)):
        learn(cadres, c, second)
    assert told([Demand(0, 0, 3), Demand(1, 1, 2)], cadres) == [
        "railway and hospital: 5 seats in all, 4 persons can be sent (home_limit 1)"
    ]


def test_competences_that_are_there_but_not_at_once():
    cadres = specialists(1, 1, 3)
    learn(cadres, 0, 1)
    learn(cadres, 1, 0)
    assert told([Demand(0, 0, 2), Demand(0, 1, 1), Demand(1, 2, 2)], cadres) == [
        (
            "railway and hospital: 5 seats in all, 4 can be filled at once; short of planning and housing, whose "
            "people are needed twice or may not all be sent (home_limit 1)"
        )
    ]


def test_a_target_that_cannot_be_met():
    cadres = specialists(5, 5)
    cadres["age"][[0, 1, 5]] = 30.0
    lines = told([Demand(0, 0, 3), Demand(1, 1, 3)], cadres, young_share=0.66, titled_share=0.333)
    assert lines == [
        "railway and hospital: young_share 0.66 of 6 is 4 under 40, at most 3 can be had",
        "railway and hospital: titled_share 0.333 of 6 is 2 with a title, at most 0 can be had",
    ]
    assert told([Demand(0, 0, 2), Demand(1, 1, 2)], cadres, experienced_share=1.0) == [
        "railway and hospital: experienced_share 1 of 4 is 4 with experience, at most 0 can be had"
    ]


def test_targets_that_cannot_be_met_together():
    cadres = specialists(4)
    cadres["age"][:2] = 30.0
    cadres["title"][2:] = True
    assert told([Demand(2, 0, 2)], cadres, young_share=0.66, titled_share=0.333) == [
        "garden: young_share 0.66 and titled_share 0.333 cannot be met together by 2 members, one of them must give"
    ]
    cadres["experience"][:2] = True
    assert told([Demand(2, 0, 2)], cadres, young_share=0.66, titled_share=0.333, experienced_share=1.0) == [
        "garden: young_share 0.66 and titled_share 0.333 cannot be met together by 2 members, one of them must give",
        "garden: titled_share 0.333 and experienced_share 1 cannot be met together by 2 members, one of them must give",
    ]


def test_three_targets_of_which_any_two_can_be_met():
    cadres = specialists(3)
    for c, names in enumerate((("age", "title"), ("age", "experience"), ("title", "experience"))):
        for name in names:
            cadres[c][name] = 30.0 if name == "age" else True
    lines = told([Demand(2, 0, 1)], cadres, young_share=1.0, titled_share=1.0, experienced_share=1.0)
    assert lines == [
        (
            "garden: young_share 1, titled_share 1 and experienced_share 1 cannot be met together by 1 members, "
            "one of them must give"
        )
    ]


@pytest.mark.parametrize("standing", [[0], [1, 2]])
def test_only_those_who_stand_can_be_chosen(standing):
    cadres = specialists(3)
    lines = shortages([Demand(0, 0, 3)], cadres, call_of(**NO_TARGETS, home_limit=1.0), TEAMS, FIELDS, standing)
    assert lines == [
        (
            f"railway: 3 of planning asked for, {len(standing)} can be sent "
            f"({len(standing)} of its own, 0 with it as a second field; home_limit 1)"
        )
    ]
