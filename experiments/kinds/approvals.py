"""Approvals of many reviews, as commands and the report tell of them."""

from __future__ import annotations

from experiments.kinds.told import CADRES, HOME, Told

OUTSIDE = (
    "What an approval is worth. Days count alike whether a review was thorough or not; what comes of a hasty one is "
    "not in these tables."
)
GANTT = (
    "The run in which the arm took the middle number of days. Pale: its client drafts; dark: the review is on file; "
    "orange: the same for reviews on the critical path, each of which released the next. The thin line within a bar is "
    "the statutory minimum. At the top, what would be left if nothing took time but drafting and minimums."
)
PARTS = (
    "Means over cases that were granted. Each bar is the path of reviews that decided how long an approval took, from "
    "the start to the last closing; every day of it belongs to one part."
)
FAR = (
    "Each small mark is a case; lines are means over fifths of the cases by the share of reviews with a clearance "
    "outside the city. A case that was not granted within the horizon stands at the horizon."
)
PERFECT = (
    "Grey is drafting and statutory minimums along the longest path of the graph: the least that any arm can need, the "
    "same for all. What stands beyond it is work, waiting and travelling, which an arm can change."
)
DAYS, LEAST, SHARE, TAKEN = "approved_days", "least_days", "far_reviews", "restricted_days"
ON_PATH = {  # measure -> what the days of the critical path were spent on
    "path_draft": "client drafts",
    "path_work": "somebody works on it",
    "path_queue": "lies at a desk",
    "path_on_the_way": "on the way: by hand, post or trip",
    "path_meeting": "waits for its meeting",
    "path_floor": "statutory minimum",
    "path_client": "client brings what is missing",
    "path_turn": "not its turn",
}
THE_CLIENTS = ("path_draft", "path_client")  # of these, what the client takes itself
FIGURES = {
    "gantt": ("The median run, review by review", GANTT),
    "path": ("Where the days went", PARTS),
    "far": ("Days against the share of far reviews", FAR),
    "perfect": ("What would be left if coordination were perfect", PERFECT),
}
TOLD = Told(
    checks=(
        "approvals.far_share",
        "approvals.floor_scale",
        "approvals.draft_scale",
        "approvals.convene_period",
        "city.departments.*.utilisation",
    ),
    swept=("restricted_days", "staff_days", "home_backlog_days", "lost_routine", "trips"),
    instead={"approved_days": "restricted_days"},
    table=(
        "restricted_days",
        "approved_days",
        "approved_worked",
        *ON_PATH,
        "off_path_days",
        "least_days",
        "least_share",
        "meetings",
        "experts",
        "adjourned",
        "sent_back",
        "trips",
        "trip_staff_days",
        "posted",
        "far_days",
        "staff_days",
        "lost_routine",
        "home_backlog_days",
    ),
    bearers={
        "the client": {
            "restricted_days": "days until all is granted",
            "path_client": "days that it brings or does over what was missing",
        },
        "home departments": HOME | {"routine_days": "days that routine stands open"},
        "the cadres": CADRES | {"trip_staff_days": "days away on trips"},
    },
    ledger={
        "matters_solved": "reviews really solved",
        "meetings": "review meetings",
        "trips": "trips",
        "members_mean": "people away with a team",
        "staff_days": "staff days charged",
        "home_backlog_days": "routine waiting at home\n(working days a cadre)",
        "lost_routine": "routine work not done\n(working days)",
    },
    outcome="days until an approval is granted",
    over="mean over the approvals",
    done="the approval granted",
    sooner="approvals were granted",
    files="the reviews",
    cannot=(OUTSIDE,),
    figures=FIGURES,
    of_cities=FIGURES,
    client="approval",
    chinese="项目审批办结",
    chinese_client="审批",
)
