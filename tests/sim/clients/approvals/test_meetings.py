"""Review meetings: prepared, convened when experts can come, adjourned when too few do, sent back, and held once."""

import pytest

from sim.clients.approvals.meetings import session_after
from tests.plain import plain
from tests.stories import ends
from tests.undertaking import review, undertaking

MET = {"one": review([], ["a", "b"], effort=2.0, meeting=True)}
FAR = {"one": review([], ["a", "ministry"], effort=2.0, meeting=True)}


def days(reviews, arm, **changes):
    """Calendar days until the review closes, and the end."""
    _, end = ends(undertaking(reviews, arm, **changes))
    return float(end.matters[0].first_closed - end.clients.approvals[0].start), end


def test_whoever_may_rule_convenes_on_demand_and_others_wait_for_the_session():
    """A day of work, one of preparation, two of notice: a team and a lead agency meet then, a silo on its next date."""
    told = {"approvals__notice_days": 2.0, "work__meeting_period": 30}
    assert days(MET, "task_force", **told)[0] == 4.0
    assert days(MET, "lead_agency", **told)[0] == 4.0
    assert days(MET, "redesigned_silo", **told)[0] == 30.0 - 7.0  # the city's dates are counted from its first day
    assert days(MET, "best_silo", **told)[0] == 7.0  # weekly from the intervention on


def test_a_meeting_elsewhere_waits_for_its_papers_and_for_the_session_there_in_every_arm():
    """Three days of post, one of work, one of preparation, three of post again; then the experts' next date there."""
    for arm in ("redesigned_silo", "best_silo", "lead_agency", "task_force"):
        took, end = days(FAR, arm, approvals__convene_period=30)
        first = float(end.clients.spots[0].sessions)
        assert 0.0 <= first <= 30.0
        assert took == pytest.approx(session_after_(7.0 + 10.0, 30.0, first) - 7.0)


def session_after_(ready, period, first):
    """The next date by counting."""
    while first < ready:
        first += period
    return first


def test_sessions_are_counted_from_their_first_and_there_is_none_without_a_period():
    assert plain(session_after)(10.0, 0.0, 3.0) == 10.0
    assert plain(session_after)(10.0, 7.0, 3.0) == 10.0
    assert plain(session_after)(10.5, 7.0, 3.0) == 17.0
    assert plain(session_after)(1.0, 7.0, 3.0) == 3.0


def test_too_few_experts_and_it_is_called_anew_until_enough_have_come():
    """All must come of four, each by one in two: most meetings are called several times, each with its notice."""
    told = {"approvals__attendance": 0.5, "approvals__quorum": 1.0, "approvals__experts": 4}
    took, end = days(MET, "task_force", **told, approvals__notice_days=1.0)
    book, rounds = end.clients.book[0], int(end.clients.reviews[0].rounds)
    assert (book.meetings, book.experts, book.adjourned) == (1, 4, rounds - 1)
    weeks, rest = divmod(1 + 1 + rounds, 5)
    assert took == weeks * 7 + rest - (2 if rest == 0 else 0)


def test_what_is_sent_back_is_done_over_and_met_on_again():
    told = {"approvals__sent_back": 0.7, "approvals__revision_days": 1.0}
    found = set()
    for seed in range(1, 6):
        _, end = ends(undertaking(MET, "task_force", **told), seed)
        book, review_row = end.clients.book[0], end.clients.reviews[0]
        assert (book.meetings, book.sent_back) == (review_row.sent_back + 1, review_row.sent_back)
        worked = 1 + 1 + int(review_row.sent_back)
        weeks, rest = divmod(worked, 5)
        assert end.matters[0].first_closed - 7.0 == weeks * 7 + rest - (2 if rest == 0 else 0)
        found.add(int(review_row.sent_back))
    assert len(found) > 1


def test_meetings_that_are_as_many_experts_as_invited_where_all_come():
    """With attendance 1 a team gains nothing by asking anew: nothing is adjourned."""
    many = {f"r{n}": review([], ["a"], effort=1.0, meeting=True) for n in range(10)}
    _, end = ends(undertaking(many, "task_force", approvals__experts=3))
    assert (end.clients.book[0].meetings, end.clients.book[0].experts, end.clients.book[0].adjourned) == (10, 30, 0)


def test_a_meeting_that_is_not_held_is_held_another_day_even_where_nobody_need_be_told():
    """Without notice and with a department away it would be called again for the same moment, for ever."""
    told = {
        "approvals__notice_days": 0.0,
        "approvals__attendance": 0.5,
        "approvals__quorum": 1.0,
        "approvals__experts": 3,
    }
    for arm in ("best_silo", "task_force"):
        took, end = days(MET, arm, **told, work__meeting_quorum=0.8)
        assert end.clients.book[0].adjourned > 0
        assert took >= 2.0 + end.clients.book[0].adjourned
