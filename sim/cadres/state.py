"""What is known of every cadre: one row each."""

from __future__ import annotations

from enum import IntEnum

from sim.core.rows import RowType, flag, real, whole, word
from sim.departments.state import Level


class Post(IntEnum):
    """Where a cadre is."""

    AT_HOME = 0
    SETTING_UP = 1
    IN_TEAM = 2
    OUTSIDE = 3  # the city
    IN_TRAINING = 4
    STANDING_IN = 5  # for somebody who is away


class Cadre(RowType):
    """A cadre: who it is, where it sits, what it does."""

    key: int = whole("id", "keys every draw of this cadre")
    department: int = whole("department", "home department")
    competence: int = whole("competence", "its own field: that of its home department")
    level: Level = word(Level, "its level of government")
    age: float = real("year", "age")
    title: bool = flag("holds a professional title")
    experience: bool = flag("has worked in finance, construction, planning or the like")
    rapport: float = real("0..1", "rapport with the people whom it calls on")
    holds: int = whole("bit mask", "competences it is qualified for")
    skill: float = real("relative speed", "proficiency in its own competence, 1 is usual")
    second: int = whole("competence", "a second competence, -1 for none")
    second_skill: float = real("relative speed", "proficiency in that")
    fatigue: float = real("0..1", "tiredness from extended hours")
    post: Post = word(Post, "where it is")
    dedicated: bool = flag("does no routine while in the team")
    team: int = whole("team", "the team it is a member of, -1 for none")
    team_share: float = real("share", "of its working days that a member gives to the team")
    fills: int = whole("competence", "of the seat that a member fills")
    joined: float = real("day", "when a member sits down in the team, set-up over")
    returned: float = real("day", "when it last came home from a team, -1 for never")
    done_this_month: float = real(
        "working days", "effort of the team's work that it finished since the last evaluation"
    )
    project_time: float = real("working days", "of project work taken up since its team's slack was last looked at")
    low_months: int = whole("months", "in a row in which it was rated far below the others")
    high_months: int = whole("months", "in a row in which it was rated far above them")
    withdrawn: bool = flag("was withdrawn for poor performance, and is not called again")
    promoted: bool = flag("was promoted")
    stands_in_for: int = whole("cadre", "whose place at home it takes, -1 for nobody's")
    at_team: bool = flag("its last work was the team's: changing over costs a part-time member time")
    home_desk: int = whole("desk", "desk at home, -1 for nobody's")
    home_seat: int = whole("desk", "home desk at which it was last seated, -1 for none")
    home_next: int = whole("cadre", "next of the idle at that home desk, -1 ends the list")
    team_desk: int = whole("desk", "desk in the team, -1 for none")
    team_seat: int = whole("desk", "team desk at which it was last seated, -1 for none")
    team_next: int = whole("cadre", "next of the idle at that team desk")
    ranked: int = whole("cadre", "who has this row's place when all are put in order of speed")
    job: int = whole("job", "work in hand, -1 when idle")
    triage: bool = flag("the work in hand will be passed on as 'not ours'")
    began: float = real("day", "when that work was begun")
    until: float = real("day", "when it will be done")
    days_per_week: int = whole("days", "working days of seven")
    duty_share: float = real("share", "ring-fenced share of the working days: project work only")
    duty_phase: float = real("share", "where in the rota it starts, so that colleagues take turns")
    duty_block: int = whole("working days", "so many of them are set aside, or not, together")
    duty_from: float = real("day", "start of the ring-fence")
    duty_until: float = real("day", "end of the ring-fence")
    charged: float = real("working days", "time charged to the project")
    overtime: float = real("working days", "days worked beyond five of seven")
