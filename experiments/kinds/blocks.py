"""Blocks whose condition is assessed, as commands and the report tell of them."""

from __future__ import annotations

from experiments.kinds.told import CADRES, HOME, Told

TEST = (
    "What a title is worth. A test sees a sample of what stands in its index; what is not in it, and what people who "
    "live there think of the rest, no score tells."
)
INDEX = (
    "Lines are means over cities and four weeks, bands hold the middle 80 % of cities. Upright lines are the days of "
    "the tests; a stroke at the foot is a city whose team first went home that day."
)
AFTER = (
    "Each line is the mean over the cities of an arm that passed a test and are followed for a year after, bands "
    "hold the middle 80 %; day 0 is that test. An arm of which hardly a city passed has no line."
)
MARKS = (
    "Where the first mark lies right of the second, the city did better where it was looked at than elsewhere on the "
    "same day; the third is what stands in no index."
)
COSTS = (
    "Each small mark is a city, each large one the mean of an arm. The number beside an arm is points gained on the "
    "baseline for a thousand staff-days more."
)
SEEN = {  # measure -> what it shows of what the test sees
    "index_tested": "what the test looked at",
    "index_unseen": "the rest of the index, that day",
    "unmeasured_mean": "what is not in the index, all days",
}
PRICE = "index_mean"
FIRST = "first_reached"  # the first test that was passed, counted from 1
HOME_DAY = "team_home"  # on which members went home first
TOLD = Told(
    checks=(
        "blocks.kinds.*.arrivals",
        "blocks.visit_interval",
        "blocks.doors.call_share",
        "blocks.upkeep_share",
        "city.departments.*.utilisation",
    ),
    goals=(
        "defect_days",
        "measured_defect_days",
        "unmeasured_defect_days",
        "restricted_days",
        "index_mean",
        "unmeasured_mean",
        "index_year_after",
        "all_matters_days",
    ),
    rows=(
        "defect_days",
        "unmeasured_defect_days",
        "index_mean",
        "index_year_after",
        "home_backlog_days",
        "lost_routine",
        "staff_days",
    ),
    swept=("defect_days", "index_mean", "staff_days", "home_backlog_days", "lost_routine"),
    table=(
        "defect_days",
        "measured_defect_days",
        "unmeasured_defect_days",
        "restricted_days",
        "mended_from_filing",
        "index_mean",
        "index_tested",
        "index_unseen",
        "unmeasured_mean",
        "tests_reached",
        "index_year_after",
        "index_again",
        "again_reached",
        "setup_again",
        "returned_share",
        "room_days",
        "all_matters_days",
        "staff_days",
        "lost_routine",
        "home_backlog_days",
    ),
    bearers={
        "who lives there": {
            "measured_defect_days": "what the index sees: days open, by people",
            "unmeasured_defect_days": "what it does not see: days open, by people",
            "restricted_days": "days from arising to mending",
        },
        "home departments": HOME | {"routine_days": "days that routine stands open"},
        "the cadres": CADRES,
    },
    ledger={
        "defect_days": "defects open\n(defect-days, by people)",
        "inspections": "inspections",
        "matters_solved": "defects really mended",
        "members_mean": "people away with the team",
        "staff_days": "staff days charged",
        "overtime_days": "overtime days",
        "home_backlog_days": "routine waiting at home\n(working days a cadre)",
        "lost_routine": "routine work not done\n(working days)",
    },
    outcome="days from arising to mending",
    over="mean over the defects of the blocks, but for those that arose in the last 90 days",
    done="the defects mended",
    sooner="defects were mended",
    files="the defects of the blocks",
    cannot=(TEST,),
    figures={
        "index": ("The index, day by day", INDEX),
        "seen": ("What the test sees and what it does not", MARKS),
        "after": ("A year after", AFTER),
        "price": ("What it costs", COSTS),
    },
    currency="defect_days",
    client="defect",
    chinese="街区问题整改",
    chinese_client="问题",
)
