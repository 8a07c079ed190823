"""The numbers of work: what a clearance takes, what delays it, what reopens it, and how exceptions are ruled on."""

from __future__ import annotations

from sim.core.parameter import count, number
from sim.core.plausible import Plausible
from sim.work.rulings import Rulings


class Work(Rulings):
    """How a matter travels: effort, hand-over, queue, juggling, lapse, ruling, floor, closing."""

    effort_median: float = number(
        "working days",
        0.1,
        40,
        "assumed: relocation 3.5 has titles with 45 heirs at over a month and one at three months as the hard end",
        plausible=Plausible(1.5, 6, basis="assumed", law="log"),
    )
    effort_sigma: float = number(
        "log", 0, 2, "model 4: log-normal effort; assumed", plausible=Plausible(0.4, 1, basis="assumed")
    )
    transfer_silo: float = number(
        "day",
        0,
        0.5,
        "coordination 1: median .1-.5 day between departments, queue excluded",
        plausible=Plausible(0.1, 0.5, basis="assumed"),
    )
    transfer_room: float = number(
        "day", 0, 0.05, "coordination 1: 0-.05 day in one room", plausible=Plausible(0, 0.05, basis="evidence")
    )
    transfer_office: float = number(
        "day",
        0.0,
        0.2,
        "coordination 1: .05-.2 day in a merged office",
        plausible=Plausible(0.05, 0.2, basis="evidence"),
    )
    transfer_sigma: float = number(
        "log",
        0,
        2,
        "coordination 1: 1.6-1.9 for the whole gap; assumed 1 for the transfer alone",
        plausible=Plausible(1, 1.9, basis="assumed"),
    )
    juggling_loss: float = number(
        "share per extra open matter",
        0,
        0.2,
        "coordination 1: 5-20 %",
        plausible=Plausible(0.05, 0.2, basis="evidence"),
    )
    juggling_most: float = number(
        "matters per person", 1, 20, "assumed: more than this many are not opened at once even without a limit"
    )
    open_limit: float = number(
        "matters per person", 1, 20, "coordination 1: limit on open work, where a mode is focused"
    )
    data_request_share: float = number(
        "share of clearances",
        0,
        1,
        "assumed: clearances that need another department's data first",
        plausible=Plausible(0.1, 0.5, basis="assumed"),
    )
    data_effort: float = number(
        "working days",
        0.01,
        5,
        "assumed: answering one data request",
        plausible=Plausible(0.1, 0.5, basis="assumed", law="log"),
    )
    buck_passing: float = number(
        "probability",
        0,
        0.9,
        "model 4; coordination 2 (Fioretti and Lomi 2008); assumed level, for desks that do not own the matter",
        plausible=Plausible(0.02, 0.15, basis="assumed"),
    )
    team_passing: float = number(
        "probability",
        0,
        0.9,
        "coordination 3: teams that turn a duty into others' and become the inspector; assumed 0",
        plausible=Plausible(0, 0.1, basis="assumed"),
    )
    triage_effort: float = number(
        "working days",
        0.01,
        2,
        "assumed: reading a file before passing it on",
        plausible=Plausible(0.1, 0.4, basis="assumed", law="log"),
    )
    validity: float = number(
        "day",
        20,
        100_000,
        "model 5: 60-90 days stall, 180 do not; fitted to A2 under the default 'lapse'; 100,000 means no lapse",
        plausible=Plausible(60, 180, basis="evidence", law="log", under="lapse"),
    )
    rest_median: float = number(
        "day",
        0,
        10,
        "coordination 1: the whole gap between two people is about 1 day median; of it, how long a file lies before "
        "anybody looks at it (other priorities, absences), queue for people excluded; 0: none",
        plausible=Plausible(0.1, 0.4, basis="assumed", law="log"),
    )
    rest_sigma: float = number(
        "log", 0, 3, "coordination 1: 1.6-1.9 for the whole gap", plausible=Plausible(2.5, 3, basis="assumed")
    )
    rest_most: float = number(
        "day",
        1,
        3650,
        "assumed: after so long somebody asks after a file that lies",
        plausible=Plausible(14, 60, basis="assumed", law="log"),
    )
    rest_undivided: float = number(
        "share of the median",
        0,
        1,
        "assumed: what remains where nothing goes before the project's files",
        plausible=Plausible(0.3, 0.8, basis="assumed"),
    )
    rest_room: float = number(
        "share of the median",
        0,
        1,
        "coordination 1: co-location acts through fewer and shorter waits; assumed",
        plausible=Plausible(0.3, 1, basis="assumed"),
    )
    rest_of_matter: float = number(
        "share of variance",
        0,
        1,
        "assumed: how much of the spread of rests belongs to the matter, not to the desk",
        plausible=Plausible(0.2, 0.8, basis="assumed"),
    )
    returned_share: float = number(
        "share of clearances",
        0,
        0.5,
        "coordination 2: exceptions .05-.10; the client has to bring something first",
        plausible=Plausible(0.05, 0.1, basis="evidence"),
    )
    client_median: float = number(
        "day",
        0,
        180,
        "assumed: until the client has brought it; also after rework",
        plausible=Plausible(7, 30, basis="assumed", law="log"),
    )
    client_sigma: float = number(
        "log",
        0,
        2.5,
        "assumed as wide as the gap between people: 1.6-1.9 at most",
        plausible=Plausible(0.8, 1.6, basis="assumed"),
    )
    false_closing: float = number(
        "probability",
        0,
        0.5,
        "coordination 3: closed is not solved; assumed level without evaluation",
        plausible=Plausible(0.01, 0.1, basis="assumed"),
    )
    return_delay: float = number(
        "day",
        1,
        365,
        "assumed: median time until a falsely closed matter comes back",
        plausible=Plausible(30, 120, basis="assumed", law="log"),
    )
    return_sigma: float = number("log", 0, 2, "assumed")
    abandon_below: float = number(
        "share of clients",
        0,
        1,
        "fitted to A2 under the rival 'abandoned': files that nobody owns are dropped when fewer are left; 0 elsewhere",
        plausible=Plausible(0.03, 0.15, basis="assumed", law="log", under="abandoned"),
    )
    rework: float = number(
        "probability",
        0,
        0.6,
        "coordination 2: exceptions .05-.10, .2 and more runs away",
        plausible=Plausible(0.05, 0.1, basis="evidence"),
    )
    rework_effort: float = number("share of the first effort", 0, 1, "assumed: going through a file again takes less")
    rework_most: int = count("times", 0, 10, "assumed: a clearance is not reopened more often")
