"""The numbers of staffing: who is called, how long set-up takes, how a team learns to work together."""

from __future__ import annotations

from pydantic import Field

from sim.core.parameter import Parameters, count, note, number, switch, word
from sim.core.plausible import Plausible
from sim.core.words import Word


class Seats(Parameters):
    """How many members a team takes from one department."""

    members: int = count("persons", 0, 1000, "A3 names the departments, not the numbers; assumed")
    outside: int = count(
        "persons", 0, 1000, "A3: from the district as well; assumed, only where extra staff is allowed"
    )


class CallWay(Word):
    """The ways into a team."""

    SEATS = 0
    NOMINATION = 1
    OPEN_CALL = 2
    TALENT_POOL = 3


class MatchingMethod(Word):
    """How seats are given to those who stand."""

    EXACT = 0
    GREEDY = 1
    RANDOM = 2


class Call(Parameters):
    """Who stands for the seats of task forces, how they are seen, and how they are chosen."""

    way: CallWay = word(
        CallWay,
        "model 6; B1 an open call, B5 a pool; seats: every department fills its own seats at once, nobody is called",
    )
    matching: MatchingMethod = word(MatchingMethod, "model 6: an optimisation; the others to see what it is worth")
    kept_back: float = number(
        "share of its people",
        0,
        0.8,
        "model 6: nominating departments keep their best back; coordination 3: the best are lent; neither is measured",
    )
    nominees: int = count(
        "persons per seat", 1, 10, "assumed: persons that a department names for each seat asked of it"
    )
    apply_share: float = number(
        "share of cadres",
        0,
        1,
        "B1: 792 applied, of how many is not reported; 6.5 a seat at the 8 members a team of B2; assumed",
    )
    apply_young: float = number("odds ratio", 0.1, 10, "B6: 66 % of members are under 40; assumed for who applies")
    apply_titled: float = number("odds ratio", 0.1, 10, "B6: over a third hold titles; assumed for who applies")
    usual_young: float = number(
        "share of cadres", 0, 1, "assumed: under 40 in the city of which apply_share is the mean"
    )
    usual_titled: float = number(
        "share of cadres", 0, 1, "assumed: with a title in the city of which apply_share is the mean"
    )
    call_days: int = count("day", 1, 60, "B1: 792 applied within 4 days")
    apply_decay: float = number(
        "share", 0, 1, "assumed: applications of a day as a share of those of the day before; 1: every day as many"
    )
    pool_share: float = number("share of cadres", 0, 1, "B5: a pool of excellent and young cadres; its size is assumed")
    signal_noise_nomination: float = number("log", 0, 1, "assumed: departments tell of their people what suits them")
    signal_noise_open_call: float = number("log", 0, 1, "assumed: strangers are seen through a form and an interview")
    signal_noise_pool: float = number("log", 0, 1, "B5, B7: those in the pool are trained and assessed; size assumed")
    review_days_nomination: int = count("day", 0, 120, "assumed: from the call to the names")
    review_days_open_call: int = count("day", 0, 120, "assumed: from the end of the call to the names")
    review_days_pool: int = count("day", 0, 120, "assumed: from the call to the names; the pool is known beforehand")
    second_fit: float = number("share of fit", 0, 1, "assumed: a second field counts for its proficiency times this")
    rapport_weight: float = number("fit per rapport", 0, 5, "A3: people whom clients know; as in today's selection")
    experience_weight: float = number(
        "fit", 0, 5, "B6: over a third have worked in finance, construction or planning; what it is worth is assumed"
    )
    home_weight: float = number(
        "fit per proficiency lost", 0, 2, "coordination 3: lenders cannot refuse, so 0; above 0 is a rule to be tried"
    )
    home_limit: float = number(
        "share of a department's people",
        0.05,
        1,
        "coordination 3: county offices with nearly half their people on loan",
    )
    young_age: float = number("year", 18, 65, "B6: under 40")
    young_share: float = number("share of members", 0, 1, "B6: 66 % under 40")
    titled_share: float = number("share of members", 0, 1, "B6: over a third hold professional titles")
    experienced_share: float = number("share of members", 0, 1, "B6: over a third have worked in such fields")
    shortfall_cost: float = number("fit per person short", 0, 20, "assumed: how much a composition target is worth")
    unfilled_cost: float = number(
        "fit per seat", 50, 1000, "assumed: so large that a seat stays empty only where nobody can be found"
    )
    solver_gap: float = number("share", 0, 0.1, "assumed: how far below the best a matching may be known to lie")
    solver_seconds: float = note(
        number(
            "second", 1, 3600, "assumed: far above what is needed, because where it bites results depend on the machine"
        )
    )


class Staffing(Parameters):
    """The making of a team."""

    seats: dict[str, Seats] = Field(min_length=1)
    call: Call
    teams: int = count("teams", 1, 100, "B1, B2: 15 to 32 in a city; seats are shared out among them in turn")
    member_share: float = number(
        "share of working days",
        0.05,
        1,
        "coordination 1: part-time share .3-.6; 1 is full-time",
        plausible=Plausible(0.8, 1, basis="assumed"),
    )
    change_over: float = number(
        "working days",
        0,
        0.5,
        "coordination 1: part-time has its own switching loss; assumed, for each change",
    )
    exit_rate: float = number(
        "probability per month",
        0,
        0.5,
        "coordination 1: recall 0-5 % a month; model 6: 3-10 % a year dismissed",
        plausible=Plausible(0, 0.01, basis="assumed"),
    )
    report_days: int = count(
        "day",
        0,
        60,
        "model 4: how often a team asks the leaders for direction; 0 leaves it out",
        plausible=Plausible(7, 30, basis="assumed", law="whole"),
    )
    report_effort: float = number("working days", 0.01, 2, "assumed: leaders' time for one direction")
    forget_days: float = number(
        "day",
        0,
        3650,
        "coordination 3: departments grow dependent; time in which their project skill fades; 0: never",
        plausible=Plausible(60, 365, basis="assumed", law="log"),
    )
    training_days: int = count(
        "day", 0, 60, "B5: task-force training is part of the yearly plan; assumed, before set-up"
    )
    return_loss: float = number(
        "share of speed", 0, 0.5, "model 6: return with or without loss; assumed, regained as familiarity is"
    )
    recall_rate: float = number(
        "probability per month",
        0,
        0.5,
        "coordination 1: recall hazard 0-5 % a month, by departments in need",
        plausible=Plausible(0, 0.05, basis="evidence"),
    )
    recall_above: float = number(
        "working days per cadre", 0, 20, "assumed: routine waiting per cadre at home from which a department recalls"
    )
    tapering: bool = switch("F2, G2: a member goes home when its competence is no longer needed")
    taper_idle: float = number(
        "share of four weeks",
        0,
        1,
        "G2, members went home as the work became routine; assumed: a team without a task of its own lets one go of "
        "those whose competence was idle for more",
    )
    renewal: bool = switch(
        "G2: a team whose task has ended is given the next one, and teams without one are called again for a later "
        "round; off: dissolved (B9)"
    )
    room_kept: bool = switch("S11: the room of teams that ended is kept ready until they are called again")
    kept_setup_days: int = count(
        "day", 0, 60, "S11: 3-14 days of set-up where the room was kept ready; assumed, never more than setup_days"
    )
    backbone: bool = switch("F2: backbone staff of the counties takes the place of members who go home")
    backfill: bool = switch("a counterfactual: whoever is lent is replaced at home by somebody as fast, from outside")
    least_filled: float = number(
        "share of seats", 0, 1, "assumed: a team with fewer of its seats filled waits and is called again"
    )
    stop_after: int = count(
        "day",
        0,
        3650,
        "coordination 3: finished teams are never closed; a team ends when for so long no client reached its goal and "
        "no matter was closed; 0: never",
    )
    hand_back: int = count(
        "clients",
        0,
        10_000,
        "coordination 3; assumed: a team ends and hands the last cases back when no more are left (matters, of a task "
        "of its own); 0: it keeps them all",
    )
    setup_days: int = count(
        "day", 0, 60, "model 6: set-up of 1-3 weeks", plausible=Plausible(7, 21, basis="evidence", law="whole")
    )
    familiarity_start: float = number(
        "share of full speed", 0.5, 1, "coordination 1: s0 .5-.8", plausible=Plausible(0.5, 0.8, basis="evidence")
    )
    familiarity_days: float = number(
        "day", 1, 120, "coordination 1: tau 3-8 weeks", plausible=Plausible(21, 56, basis="evidence")
    )
    team_days_per_week: int = count("days", 5, 7, "model 2: a mode may work 6 or 7 days")
    tiring: float = number("0..1 per day of overtime", 0, 0.2, "assumed: fatigue gained by a day beyond five")
    fatigue_loss: float = number("share of speed", 0, 1, "assumed: speed lost when fully tired")
    recovery: float = number("share per day", 0, 1, "assumed: fatigue slept off on a day that is not worked")
