"""Every result column, declared once: those of every city here, those of a kind of client in its own folder."""

from __future__ import annotations

from functools import cache

from sim.clients.kinds import ClientKind, sound
from sim.core.kinds import KindError
from sim.measures.column import NEVER, Column

CUTS = (90, 180)  # days of the shorter windows beside the horizon

COMMON: tuple[Column, ...] = (
    Column(
        "restricted_days",
        "day",
        "mean over those left at the intervention of min(days to their goal, horizon); 0 when none was left, "
        "missing without clients",
        "low",
    ),
    *(
        Column(
            f"restricted_days_{days}",
            "day",
            f"restricted_days counted up to {days} days only, or to the horizon where that is sooner",
            "low",
        )
        for days in CUTS
    ),
    Column(
        "restricted_to_all",
        "day",
        "min(days until all of those left are there, horizon); 0 when none was left",
        "low",
    ),
    *(
        Column(
            f"restricted_to_all_{days}",
            "day",
            f"restricted_to_all counted up to {days} days only, or to the horizon where that is sooner",
            "low",
        )
        for days in CUTS
    ),
    Column("done_share", "share", "of those left, at their goal by the horizon; 1 when none was left", "high"),
    *(
        Column(
            f"done_share_{days}",
            "share",
            f"of those left, at their goal in {days} days, or by the horizon if that is sooner; 1 when none was left",
            "high",
        )
        for days in CUTS
    ),
    Column(
        "days_to_50",
        "day",
        "days after the intervention until half of those left are at their goal; missing when never",
        "low",
        NEVER,
    ),
    Column(
        "days_to_80",
        "day",
        "days after the intervention until 80 % of those left are at their goal; missing when never",
        "low",
        NEVER,
    ),
    Column(
        "days_to_95",
        "day",
        "days after the intervention until 95 % of those left are at their goal; missing when never",
        "low",
        NEVER,
    ),
    Column(
        "days_to_all",
        "day",
        "days after the intervention until all of those left are at their goal; missing when never",
        "low",
        NEVER,
    ),
    Column(
        "staff_days",
        "working days",
        "time charged to the project: lent or ring-fenced days, worked or idle, and project work on other days",
        "low",
    ),
    Column("overtime_days", "working days", "days worked beyond five of seven", "low"),
    Column("handovers", "hand-overs", "files handed over between desks after the intervention", "low"),
    Column(
        "lapses", "clearances", "clearances that lapsed before their matter was done, after the intervention", "low"
    ),
    Column("reworked", "clearances", "clearances that another's result reopened, after the intervention", "low"),
    Column("exits", "persons", "members who left a team and were replaced", "low"),
    Column("withdrawn", "persons", "members withdrawn for poor performance", "low"),
    Column("withdrawal_rate", "share a year", "of members, withdrawn for poor performance; missing without any", "low"),
    Column("applicants", "persons", "who stood for a seat at the first call, by whatever way", "none"),
    Column("applying_days", "day", "until the last of those had applied or was named", "none"),
    Column("promoted", "persons", "members promoted for their ratings", "none"),
    Column("recalled", "persons", "members whom their departments called back", "low"),
    Column("tapered", "persons", "members who went home because their competence was no longer needed", "none"),
    Column("teams_called", "teams", "task forces called for a task, those with a new task included", "none"),
    Column("teams_renewed", "teams", "of those, task forces that went on with what they had", "none"),
    Column("teams_unstaffed", "times", "a called team could not be staffed, waited and was called again", "low"),
    Column("members_mean", "persons", "cadres away from home with a team, averaged over the days", "none"),
    Column("seats_filled", "share", "of the seats asked for; missing without a team", "high"),
    Column("fit_mean", "relative speed", "mean proficiency of members in the competence of their seat", "high"),
    Column("coverage", "share", "of the competences that projects need, held by a member of their team", "high"),
    Column("young_share", "share", "of those who became members, under 40", "none"),
    Column("titled_share", "share", "of those who became members, with a professional title", "none"),
    Column("experienced_share", "share", "of those who became members, who have worked in another field", "none"),
    Column("days_to_staff", "day", "from the call to the names, mean over teams", "low"),
    Column("talent_premium", "share", "how much abler those are whom departments lent than the city's mean", "none"),
    Column("matching_gap", "share", "by which a better matching may exist at most, the largest of the run", "low"),
    Column(
        "measured_closed_days",
        "day",
        "days until the first closing, truly or not, of matters that the evaluation sees: the official clock",
        "low",
    ),
    Column("measured_days", "day", "project_days of the matters that the evaluation sees; missing without any", "low"),
    Column("unmeasured_days", "day", "the same of those that it does not see; missing where there are none", "low"),
    Column("rulings", "rulings", "joint rulings made after the intervention", "none"),
    Column(
        "work_share",
        "share",
        "of the elapsed time of open matters after the intervention: somebody works on it; missing where none was open",
        "none",
    ),
    Column("queue_share", "share", "of that time: waits at a desk", "low"),
    Column("handover_share", "share", "of that time: on its way between desks", "low"),
    Column("meeting_share", "share", "of that time: waits for a joint ruling", "low"),
    Column("floor_share", "share", "of that time: waits for the statutory minimum", "none"),
    Column("client_share", "share", "of that time: shelved, abandoned or waiting for the client", "low"),
    Column(
        "home_backlog_days",
        "working days per cadre",
        "routine work waiting at home, averaged over the days after the intervention, per established cadre",
        "low",
    ),
    Column(
        "lost_routine",
        "working days",
        "routine work that arrived after the intervention minus that solved after it",
        "low",
    ),
    Column(
        "routine_solved",
        "working days",
        "routine work solved after the intervention, by the effort of its matters",
        "high",
    ),
    Column(
        "routine_wait_days",
        "working days",
        "mean wait of the routine matters that were taken up at home after the intervention; missing without any",
        "low",
    ),
    Column(
        "all_matters_days",
        "day",
        "mean over all matters, project and routine, of the days that they stood open after the intervention; missing "
        "where there was none, as the next two",
        "low",
    ),
    Column("project_days", "day", "the same, of the project's matters; a false closing stays open", "low"),
    Column("routine_days", "day", "the same, of the departments' routine matters", "low"),
    Column("project_matters", "matters", "project matters that stood open after the intervention", "none"),
    Column(
        "after_matters_days",
        "day",
        "all_matters_days counted from the day on which teams were to return; missing without such a day",
        "low",
    ),
    Column(
        "goal_days",
        "client-days",
        "days to their goal, or to the horizon, summed over those left at the intervention",
        "low",
    ),
    Column("left_end", "clients", "of those left at the intervention, not at their goal by the horizon", "low"),
    Column(
        "routine_matter_days",
        "matter-days",
        "routine matters that stood open after the intervention, times the days that each did, up to the horizon",
        "low",
    ),
    Column("routine_open_end", "matters", "routine matters still open at the horizon: what is not followed", "low"),
    Column(
        "backlog_before",
        "working days per cadre",
        "routine work waiting on the day of the intervention, per established cadre; the same in every arm",
        "none",
    ),
    Column(
        "two_states",
        "departments",
        "that would never recover from a backlog at their declared load, so that less arrives; the same in every arm",
        "none",
    ),
    Column("team_ended", "0 or 1", "every team ended before the horizon; missing without a team", "none"),
    Column(
        "team_days",
        "day",
        "from the first working day of the first team to its end or the horizon, and when it was called before",
        "none",
    ),
    Column("matters_closed", "matters", "clients' matters closed after the intervention, truly or not", "high"),
    Column("matters_solved", "matters", "clients' matters really solved after the intervention", "high"),
)


@cache
def columns_of(kind: ClientKind) -> tuple[Column, ...]:
    """All columns of a city with clients of this kind; raises KindError for one that is declared twice."""
    common = {column.name for column in COMMON}
    if twice := sorted(common & {column.name for column in kind.columns}):
        raise KindError(f"sim/clients/{kind.name} and sim/measures/columns.py: both declare {', '.join(twice)}")
    return COMMON + kind.columns


def names_of(kind: ClientKind) -> tuple[str, ...]:
    """Their names, in the order of the tables."""
    return tuple(column.name for column in columns_of(kind))


def all_columns() -> tuple[Column, ...]:
    """The columns of every kind that there is, each once."""
    return tuple({column.name: column for kind in sound() for column in COMMON + kind.columns}.values())


COLUMNS = all_columns()
NAMES = tuple(column.name for column in COLUMNS)
