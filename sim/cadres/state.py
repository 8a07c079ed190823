"""What is known of every cadre: one row each."""

from __future__ import annotations

from sim.core.rows import Kind, flag, real, whole

AT_HOME = 0
SETTING_UP = 1
IN_TEAM = 2
OUTSIDE = 3
IN_TRAINING = 4
STANDING_IN = 5

CADRE = Kind(
    "cadre",
    key=whole("id", "keys every draw of this cadre"),
    department=whole("department", "home department"),
    level=whole("level", "0 city, 1 county, 2 township"),
    age=real("year", "age"),
    title=flag("holds a professional title"),
    experience=flag("has worked in finance, construction, planning or the like"),
    rapport=real("0..1", "rapport with households"),
    holds=whole("bit mask", "competences it is qualified for"),
    skill=real("relative speed", "proficiency in its own competence, 1 is usual"),
    second=whole("competence", "a second competence, -1 for none"),
    second_skill=real("relative speed", "proficiency in that"),
    fatigue=real("0..1", "tiredness from extended hours"),
    post=whole(
        "post", "0 at home, 1 setting up, 2 in the team, 3 outside the city, 4 in training, 5 standing in for somebody"
    ),
    dedicated=flag("does no routine while in the team"),
    team=whole("team", "the team it is a member of, -1 for none"),
    team_share=real("share", "of its working days that a member gives to the team"),
    fills=whole("competence", "of the seat that a member fills"),
    joined=real("day", "when a member sits down in the team, set-up over"),
    returned=real("day", "when it last came home from a team, -1 for never"),
    done_this_month=real("working days", "effort of the team's work that it finished since the last evaluation"),
    low_months=whole("months", "in a row in which it was rated far below the others"),
    high_months=whole("months", "in a row in which it was rated far above them"),
    withdrawn=flag("was withdrawn for poor performance, and is not called again"),
    promoted=flag("was promoted"),
    stands_in_for=whole("cadre", "whose place at home it takes, -1 for nobody's"),
    at_team=flag("its last work was the team's: changing over costs a part-time member time"),
    home_desk=whole("desk", "desk at home, -1 for nobody's"),
    home_seat=whole("desk", "home desk at which it was last seated, -1 for none"),
    home_next=whole("cadre", "next of the idle at that home desk, -1 ends the list"),
    team_desk=whole("desk", "desk in the team, -1 for none"),
    team_seat=whole("desk", "team desk at which it was last seated, -1 for none"),
    team_next=whole("cadre", "next of the idle at that team desk"),
    ranked=whole("cadre", "who has this row's place when all are put in order of speed"),
    job=whole("job", "work in hand, -1 when idle"),
    triage=flag("the work in hand will be passed on as 'not ours'"),
    began=real("day", "when that work was begun"),
    until=real("day", "when it will be done"),
    days_per_week=whole("days", "working days of seven"),
    duty_share=real("share", "ring-fenced share of the working days: project work only"),
    duty_phase=real("share", "where in the rota it starts, so that colleagues take turns"),
    duty_from=real("day", "start of the ring-fence"),
    duty_until=real("day", "end of the ring-fence"),
    charged=real("working days", "time charged to the project"),
    overtime=real("working days", "days worked beyond five of seven"),
)
