"""The work engine a second time, from docs/odd.md alone: plain loops over lists, slow and easy to read.

Nothing of the first engine is used but its keyed draws, so that the same luck must lead to the same city, bit for bit.
Section numbers in comments are those of the protocol. Ring-fences are left out; households are in
tests/naive_village.py, for which the methods that do nothing here are kept.
"""

from __future__ import annotations

import heapq
import math
from types import SimpleNamespace
from typing import Any

from sim.core import purposes as of
from sim.core.randomness import exponential, lognormal, normal, uniform

FINISH, FLOOR_END, LAND, ARRIVAL, MEETING, RETURN, COURT, FILING, REST_END, CONSULTED, TICK = range(11)  # section 3
PARTS = ("work", "queue", "handover", "floor", "meeting", "client")
ROUTINE, PROJECT = 0, 1


# 7.1 Time.


def worked(t: float, n: int) -> float:
    """Working time at calendar time *t* of who works *n* days a week."""
    w = math.floor(t / 7.0)
    return w * n + min(t - 7.0 * w, float(n))


def earliest(x: float, n: int) -> float:
    """Calendar time of *x* working days."""
    k = max(math.ceil(x / n) - 1.0, 0.0)
    return 7.0 * k + (x - k * n)


def end_of_work(t: float, e: float, n: int) -> float:
    """When work of *e* working days ends that is begun at *t*."""
    w = math.floor(t / 7.0)
    x = min(t - 7.0 * w, float(n)) + e
    return max(t, 7.0 * w + x) if x <= n else 7.0 * w + earliest(x, n)


def works(day: int, n: int) -> bool:
    return day % 7 < n


class Naive:
    """A city without households: *told* is a scenario as plain data."""

    def __init__(self, told: dict[str, Any], seed: int) -> None:
        self.told, self.seed = told, seed
        self.work, self.staffing = told["work"], told["staffing"]
        self.stream = told["stream"] | {"blocks": told["city"]["blocks"]}
        self.names = list(told["city"]["departments"])
        self.intervention = float(told["calendar"]["intervention_day"])
        self.horizon = self.intervention + told["calendar"]["horizon_days"]
        self.agenda: list[tuple[float, int, int]] = []
        self.counts = dict.fromkeys(
            (
                "handovers",
                "passed",
                "lapses",
                "rulings",
                "closed",
                "solved",
                "reworked",
                "exits",
                "refused",
                "denied",
                "returned",
                "recalled",
            ),
            0,
        )
        self.meetings = self.ruled = 0
        self.mode, self.overtime = told["history"], False
        self.teams: list[SimpleNamespace] = []
        self.teams_work = False
        self.abandoned = False  # only households are given up (7.16)
        self.forgotten, self.dissolved, self.progressed = 0.0, -1.0, 0.0
        self.queues: dict[tuple, list[SimpleNamespace]] = {}
        self.forum: list[SimpleNamespace] = []
        self.leaders = self.names.index(told["city"]["leaders_department"])
        self.found_departments()
        self.found_cadres()
        self.found_matters()
        self.furnish_homes()
        self.later(0.0, TICK, 0)
        self.later(float(self.work["meeting_period"]), MEETING, 0)
        for d in self.departments:
            speed = 0.0
            for cadre in self.cadres:  # one after the other: Python's own sum is more exact than that
                if cadre.department == d.number and cadre.post == "home":
                    speed += cadre.skill
            d.rate = d.told["utilisation"] * speed / d.told["effort_mean"]
            if told["city"]["load_is_busy"]:
                d.rate /= self.slowed(d.told)
            self.expect_routine(0.0, d)
        self.expect_clients()

    def expect_clients(self) -> None:
        if self.matters:
            self.later(self.matters[0].filed, FILING, 0)

    def slowed(self, department: dict[str, Any]) -> float:
        """Section 5: how many fewer matters may arrive because juggling keeps people busy, too."""
        city, work = self.told["city"], self.work
        n, load, loss = department["cadres"], department["utilisation"], work["juggling_loss"]
        most = work["open_limit"] if self.told["history"]["focused"] else work["juggling_most"]
        cv2 = {"exponential": 1.0, "fixed": 0.0}.get(city["routine_law"], city["routine_cv2"])
        factor = 1.0
        if load > 0.0 and loss > 0.0:
            b = 1.0
            for k in range(1, n + 1):
                b = load * n * b / (k + load * n * b)
            delayed = b / (1.0 - load * (1.0 - b))
            mean = load / (1.0 - load) * (1.0 + cv2) / 2.0
            r = mean / (1.0 + mean)
            factor = 1.0 + loss * (delayed * r * (1.0 - r ** int(n * (most - 1.0))) / (1.0 - r) / n)
        return max(factor, load * (1.0 + loss * (most - 1.0)) / 0.97)

    # 5 Initialization, 7.1 people, 7.2 the stream.

    def found_departments(self) -> None:
        city = self.told["city"]
        clearing = [d for d, name in enumerate(self.names) if city["departments"][name]["clears"]]
        self.departments = []
        for d, name in enumerate(self.names):
            row = SimpleNamespace(number=d, told=city["departments"][name], office=d, block=0, day=0, index=-1)
            if d in clearing:
                row.block = clearing.index(d) * self.stream["blocks"] // len(clearing)
            row.arrived = row.solved = row.begun = 0
            row.solved_effort = row.waited = 0.0
            for office in city["offices"].values():
                if name in office:
                    row.office = self.names.index(office[0])
            self.departments.append(row)
        self.home = [self.desk("home", d) for d in range(len(self.names))]  # where a competence is at home
        self.home_desks = list(self.home)

    def desk(self, kind: str, place: int, team: SimpleNamespace | None = None) -> SimpleNamespace:
        return SimpleNamespace(kind=kind, place=place, team=team, holds=set(), room=None)

    def found_cadres(self) -> None:
        self.cadres: list[SimpleNamespace] = []
        for d, row in enumerate(self.departments):
            for ordinal in range(row.told["cadres"]):
                self.appoint(d, d * 100_000 + ordinal, "home")
        for name, seat in self.staffing["seats"].items():
            d = self.names.index(name)
            for ordinal in range(seat["outside"]):
                self.appoint(d, d * 100_000 + 50_000 + ordinal, "outside")

    def appoint(self, d: int, key: int, post: str) -> None:
        city, seed = self.told["city"], self.seed
        second = -1
        if uniform(seed, of.SECOND_COMPETENCE, key, 0, 0) < city["second_share"]:
            second = int(uniform(seed, of.SECOND_COMPETENCE, key, 1, 0) * len(self.names))
            second = -1 if second == d else second
        rapport = city["rapport_low"] + (city["rapport_high"] - city["rapport_low"]) * uniform(
            seed, of.RAPPORT, key, 0, 0
        )
        if self.names[d] == city["visit_department"]:
            rapport = min(1.0, rapport + city["township_rapport"])
        self.cadres.append(
            SimpleNamespace(
                number=len(self.cadres), key=key, department=d, post=post, second=second, rapport=rapport,
                skill=lognormal(1.0, city["skill_sigma"], normal(seed, of.SKILL, key, 0, 0)),
                home=self.home[d] if post == "home" else None, team=None, team_desk=None, job=None, week=5,
                fatigue=0.0, dedicated=False, share=1.0, fenced=False, fenced_from=0.0, joined=0.0, at_team=False,
                triage=False, own=[],
            )
        )  # fmt: skip

    def found_matters(self) -> None:
        seed, told = self.seed, self.stream
        self.matters, self.clearances = [], []
        if told["load"] <= 0.0:
            return
        sum_of_gaps = 0.0
        while True:
            m = len(self.matters)
            sum_of_gaps += exponential(seed, of.STREAM_GAP, m, 0, 0) * (self.mean_effort() / told["load"])
            filed = earliest(sum_of_gaps, 5)
            if filed >= self.horizon:
                return
            block = int(uniform(seed, of.STREAM_BLOCK, m, 0, 0) * told["blocks"])
            circle = [d.number for d in self.departments if d.told["clears"] and d.block == block]
            start = int(uniform(seed, of.STREAM_BLOCK, m, 1, 0) * len(self.names))
            simple = uniform(seed, of.SIMPLE, m, 0, 0) < told["simple_share"]
            ruling = told["dependence"] == "reciprocal" and told["competences"] > 1 and not simple
            ruling = ruling and uniform(seed, of.STREAM_RULING, m, 0, 0) < told["ruling_share"]
            matter = SimpleNamespace(
                key=m, number=m, filed=filed, block=block, stage="dormant", closed=0.0, attempt=0, solved=False,
                touched=0.0, exception=False,
                ruling=ruling, escalated=ruling and uniform(seed, of.ESCALATED, m, 0, 0) < told["escalated_share"],
                measured=uniform(seed, of.MEASURED, m, 0, 0) < self.told["evaluation"]["measured_share"],
                ruling_queued=0, ruling_served=0, refused=False, alone=False, consulted=0,
                parts=dict.fromkeys(PARTS, 0.0), clearances=[],
            )  # fmt: skip
            for k in range(1 if simple else told["competences"]):
                clearance = SimpleNamespace(
                    number=len(self.clearances), matter=matter, ordinal=k, competence=circle[(start + k) % len(circle)],
                    stage="waiting", attempt=0, reworked=0, passed=0, returned=0, one_room=False, asked=False,
                    sent_home=False, filed=0.0, valid_until=0.0,
                )  # fmt: skip
                matter.clearances.append(clearance)
                self.clearances.append(clearance)
            self.matters.append(matter)

    def mean_effort(self) -> float:
        told = self.stream
        simple = told["simple_share"]
        return told["effort"] * (1.0 - simple + simple / told["competences"])

    # 3 Process overview.

    def later(self, time: float, kind: int, ref: int) -> None:
        heapq.heappush(self.agenda, (time, kind, ref))

    def live(self) -> Naive:
        """To the horizon; the arm's mode comes into force on the intervention day."""
        self.live_until(self.intervention)
        self.intervene()
        self.live_until(self.horizon)
        return self

    def live_until(self, until: float) -> None:
        while self.agenda[0][0] < until:
            now, kind, ref = heapq.heappop(self.agenda)
            if kind == FINISH:
                self.finish(now, self.cadres[ref])
            elif kind == FLOOR_END:
                self.end_of_floor(now, self.clearances[ref])
            elif kind == LAND:
                self.land(now, self.clearances[ref])
            elif kind == ARRIVAL:
                self.take_routine(now, self.departments[ref])
            elif kind == MEETING:
                self.meeting_due(now, ref)
            elif kind == RETURN:
                self.return_unsolved(now, self.matters[ref])
            elif kind == FILING:
                self.file(now, self.matters[ref])
            elif kind == REST_END:
                self.end_of_rest(now, self.matters[ref])
            elif kind == CONSULTED:
                self.answered(now, self.matters[ref])
            elif kind == COURT:
                self.decide_in_court(now, ref)
            else:
                self.day(now)
                self.later(now + 1.0, TICK, 0)

    def day(self, now: float) -> None:
        if self.teams:
            self.stage_of_teams(now)
            self.tire(int(now))
            if self.staffing["member_share"] < 1.0:
                self.wake(now)
        self.day_of_clients(now)

    def day_of_clients(self, now: float) -> None:
        """What a day does to the clients."""

    def decide_in_court(self, now: float, household: int) -> None:
        """Nobody goes to court without households."""

    def tire(self, day: int) -> None:
        for cadre in self.cadres:
            if not works(day, cadre.week):
                cadre.fatigue *= 1.0 - self.staffing["recovery"]
            elif not works(day, 5):
                cadre.fatigue = min(1.0, cadre.fatigue + self.staffing["tiring"])

    # 7.3 Jobs, queues, desks.

    def furnish_homes(self) -> None:
        mode = self.mode
        for (
            desk
        ) in self.home_desks:  # those that a merger left as well: what was in hand there is handed over from there
            desk.holds = {c for c, at in enumerate(self.home) if at is desk}
            desk.room = "all" if mode["co_located"] and not mode["team"] else None
            self.furnish(desk, 0.0, not mode["team"])
        self.give_orders(mode)

    def give_orders(self, mode: dict[str, Any]) -> None:
        for desk in {id(at): at for at in self.home}.values():
            obeys = uniform(self.seed, of.PRIORITY, desk.place, 0, 0) >= self.work["priority_resisted"]
            if mode["files_first"] and obeys:
                desk.files_first = desk.undivided = True
            if mode["focused_home"]:
                desk.limit = self.work["open_limit"]

    def furnish(self, desk: SimpleNamespace, own_passing: float, in_force: bool) -> None:
        mode = self.mode
        desk.limit = self.work["open_limit"] if mode["focused"] else self.work["juggling_most"]
        desk.passing = own_passing if mode["ownership"] else max(own_passing, self.work["buck_passing"])
        desk.shared, desk.authority = mode["shared_data"], mode["authority"] and in_force
        desk.delegated = mode["delegated"] and in_force
        desk.owns, desk.committed = mode["ownership"], mode["committed_price"] and in_force
        desk.all_visit = mode["all_visit"] and desk.kind == "team"
        desk.files_first, desk.undivided = False, mode["dedicated"] and desk.kind == "team"

    def queue(self, desk: SimpleNamespace, competence: int, klass: int) -> list[SimpleNamespace]:
        return self.queues.setdefault((id(desk), competence, klass), [])

    def waiting(self, desk: SimpleNamespace) -> int:
        there = sum(len(queue) for (at, _, _), queue in self.queues.items() if at == id(desk))
        return there + sum(job.desk is desk for cadre in self.cadres for job in cadre.own)

    def holds(self, cadre: SimpleNamespace, competence: int) -> bool:
        return competence in (cadre.department, cadre.second)

    def skill(self, cadre: SimpleNamespace, competence: int) -> float:
        if competence != cadre.department and competence == cadre.second:
            return cadre.skill * self.told["city"]["second_skill"]
        return cadre.skill

    def part_time(self, cadre: SimpleNamespace) -> bool:
        return cadre.dedicated and cadre.share < 1.0

    def team_day(self, cadre: SimpleNamespace, day: int) -> bool:
        """Whether *day* is a part-time member's day for the team."""
        if not cadre.fenced or day < cadre.fenced_from or not works(day, cadre.week):
            return False
        n = worked(float(day), cadre.week)
        p = cadre.number * 0.6180339887498949
        p -= int(p)
        return math.floor((n + 1.0) * cadre.share + p) > math.floor(n * cadre.share + p)

    def serves_home(self, cadre: SimpleNamespace, day: int) -> bool:
        if cadre.home is None:
            return False
        if cadre.post == "home" or not cadre.dedicated:
            return True
        return self.part_time(cadre) and not self.team_day(cadre, day)

    def serves_team(self, cadre: SimpleNamespace, day: int) -> bool:
        return cadre.post == "team" and (not self.part_time(cadre) or self.team_day(cadre, day))

    def seated(self, desk: SimpleNamespace) -> list[SimpleNamespace]:
        if desk.kind == "team":
            return [c for c in self.cadres if c.post == "team" and c.team_desk is desk]
        return [c for c in self.cadres if c.home is desk and (c.post == "home" or not c.dedicated or self.part_time(c))]

    def place(
        self, now: float, kind: str, ref: Any, competence: int, desk: SimpleNamespace, effort: float,
        owner: SimpleNamespace | None = None,
    ) -> None:  # fmt: skip
        """A new job joins its queue; the fastest idle cadre who may take it takes up work."""
        job = SimpleNamespace(kind=kind, ref=ref, competence=competence, desk=desk, effort=effort, since=now)
        self.join(job, owner)
        day = int(now)
        best = None
        for cadre in self.seated(desk) if owner is None else [owner]:
            there = self.serves_team(cadre, day) if desk.kind == "team" else self.serves_home(cadre, day)
            kept = desk.kind == "home" and kind == "routine" and self.team_day(cadre, day)
            able = cadre.job is None and self.holds(cadre, competence) and there and not kept
            if able and (best is None or self.skill(cadre, competence) > self.skill(best, competence)):
                best = cadre
        if best:
            self.take_up(now, best)

    def join(self, job: SimpleNamespace, owner: SimpleNamespace | None) -> None:
        if owner is None:
            self.queue(job.desk, job.competence, ROUTINE if job.kind == "routine" else PROJECT).append(job)
        else:
            owner.own.append(job)

    def in_vain(self, job: SimpleNamespace) -> bool:
        """Whether a job taken up is dropped."""
        return False

    def take_up(self, now: float, cadre: SimpleNamespace) -> None:
        """A free cadre takes what has waited longest."""
        while cadre.job is None:
            able = self.open_to(now, cadre)
            if not able:
                return
            if cadre.home is not None and cadre.home.files_first and self.serves_home(cadre, int(now)):
                at_home = [id(self.queue(cadre.home, c, ROUTINE)) for c in cadre.home.holds]
                able = [queue for queue in able if id(queue) not in at_home] or able
            job = min(able, key=lambda queue: queue[0].since).pop(0)  # the first of equals
            if not self.in_vain(job):
                self.begin(now, cadre, job)

    def open_to(self, now: float, cadre: SimpleNamespace) -> list[list[SimpleNamespace]]:
        """The queues from which a cadre may take something now, in the order in which they are looked at."""
        day = int(now)
        looked_at = [cadre.own]
        if self.serves_home(cadre, day):
            for competence in sorted(cadre.home.holds):
                looked_at.append(self.queue(cadre.home, competence, PROJECT))
                if not self.team_day(cadre, day):
                    looked_at.append(self.queue(cadre.home, competence, ROUTINE))
        if self.serves_team(cadre, day):
            looked_at += [
                self.queue(cadre.team_desk, competence, PROJECT) for competence in sorted(cadre.team_desk.holds)
            ]
        return [
            queue for queue in looked_at if queue and (queue is cadre.own or self.holds(cadre, queue[0].competence))
        ]

    def wake(self, now: float) -> None:
        for cadre in self.cadres:
            if cadre.job is None:
                self.take_up(now, cadre)

    def begin(self, now: float, cadre: SimpleNamespace, job: SimpleNamespace) -> None:
        effort, desk = job.effort, job.desk
        cadre.triage = False
        if job.kind == "routine":
            job.ref.begun += 1
            job.ref.waited += worked(now, 5) - worked(job.since, 5)
        elif job.kind == "ruling":
            self.book(now, job.ref)
            job.ref.ruling_queued -= 1
            job.ref.ruling_served += 1
        elif job.kind in {"clearance", "data"}:
            clearance = job.ref
            self.book(now, clearance.matter)
            clearance.stage = "served"
            if job.kind == "clearance" and self.passes_on(clearance, desk):
                cadre.triage = True
                effort = self.work["triage_effort"]
            effort *= self.drag(now, clearance.matter, desk)
        span = effort * self.slowness(now, cadre, job) + self.change_over(cadre, desk)
        cadre.job = job
        self.later(end_of_work(now, span, cadre.week), FINISH, cadre.number)

    def passes_on(self, clearance: SimpleNamespace, desk: SimpleNamespace) -> bool:
        if desk.passing <= 0.0 or clearance.sent_home:
            return False
        which = (clearance.attempt + 65_536 * clearance.reworked) * 256 + clearance.passed
        return uniform(self.seed, of.BUCK_PASSED, clearance.matter.key, clearance.ordinal, which) < desk.passing

    def drag(self, now: float, matter: SimpleNamespace, desk: SimpleNamespace) -> float:
        if desk.kind == "team":  # 7.8
            watched = self.mode["evaluated"] and not matter.measured
            return 1.0 / (1.0 - self.told["evaluation"]["substitution"]) if watched else 1.0
        if self.forgotten > 0.0:  # 7.10
            gone = self.forgotten * math.exp(-(now - self.dissolved) / self.staffing["familiarity_days"])
            return 1.0 / (1.0 - gone)
        return 1.0

    def slowness(self, now: float, cadre: SimpleNamespace, job: SimpleNamespace) -> float:
        each = 1.0 + self.waiting(job.desk) / max(len(self.seated(job.desk)), 1)
        slow = 1.0 + self.work["juggling_loss"] * (min(each, job.desk.limit) - 1.0)
        slow *= 1.0 / max(1.0 - self.staffing["fatigue_loss"] * cadre.fatigue, 0.05)
        if job.desk.kind == "team":  # 7.7
            old = max(now - job.desk.team.since, 0.0)
            gap = 1.0 - self.staffing["familiarity_start"]
            slow /= 1.0 - gap * math.exp(-old / self.staffing["familiarity_days"])
        return slow / self.skill(cadre, job.competence)

    def change_over(self, cadre: SimpleNamespace, desk: SimpleNamespace) -> float:
        if not self.part_time(cadre):
            return 0.0
        changes = cadre.at_team != (desk.kind == "team")
        cadre.at_team = desk.kind == "team"
        return self.staffing["change_over"] if changes else 0.0

    def expect_routine(self, now: float, d: SimpleNamespace) -> None:
        if d.rate <= 0.0:
            return
        place = worked(now, 5) - worked(float(d.day), 5)
        d.index += 1
        while True:
            if works(d.day, 5):
                place += exponential(self.seed, of.ROUTINE_GAP, d.number, d.day, d.index) / d.rate
                if place < 1.0:
                    break
            d.day, d.index, place = d.day + 1, 0, 0.0
        d.effort = self.routine_effort(d)
        self.later(d.day + place, ARRIVAL, d.number)

    def routine_effort(self, d: SimpleNamespace) -> float:
        city, mean, key = self.told["city"], d.told["effort_mean"], (of.ROUTINE_EFFORT, d.number, d.day, d.index)
        if city["routine_law"] == "fixed":
            return mean
        if city["routine_law"] == "exponential":
            return mean * exponential(self.seed, *key)
        spread = math.sqrt(math.log(1.0 + city["routine_cv2"]))
        return lognormal(mean / math.sqrt(1.0 + city["routine_cv2"]), spread, normal(self.seed, *key))

    def take_routine(self, now: float, d: SimpleNamespace) -> None:
        d.arrived += 1
        self.place(now, "routine", d, d.number, self.home[d.number], d.effort)
        self.expect_routine(now, d)

    # 7.4 The way of a matter.

    def book(self, now: float, matter: SimpleNamespace) -> None:
        """Book the time since the last booking; called before every change."""
        spent, matter.touched = now - matter.touched, now
        if matter.stage in {"dormant", "closed"} or spent <= 0.0:
            return
        stages = [clearance.stage for clearance in matter.clearances]
        if "served" in stages or matter.ruling_served:
            part = "work"
        elif "queued" in stages or "lying" in stages or matter.ruling_queued:
            part = "queue"
        elif "moving" in stages:
            part = "handover"
        elif "floor" in stages or matter.stage == "resting":
            part = "floor"
        elif matter.stage in {"pending", "consulted"}:
            part = "meeting"
        else:
            part = "client"
        matter.parts[part] += spent

    def desk_for(self, matter: SimpleNamespace, competence: int, sent_home: bool = False) -> SimpleNamespace:
        """7.6: the desk to which a matter's route leads for a competence."""
        if self.teams_work and not sent_home:
            return self.team_of(matter).routes[competence]
        return self.home[competence]

    def desk_of(self, clearance: SimpleNamespace) -> SimpleNamespace:
        return self.desk_for(clearance.matter, clearance.competence, clearance.sent_home)

    def first_desk(self, matter: SimpleNamespace) -> SimpleNamespace:
        return self.desk_for(matter, matter.clearances[0].competence)

    def at_once(self) -> bool:
        return self.mode["parallel"] and self.stream["dependence"] != "sequential"

    def file(self, now: float, matter: SimpleNamespace) -> None:
        matter.stage, matter.filed, matter.touched = "open", now, now
        self.set_out(now, matter, self.first_desk(matter))
        if matter.key + 1 < len(self.matters):
            self.later(self.matters[matter.key + 1].filed, FILING, matter.key + 1)

    def set_out(self, now: float, matter: SimpleNamespace, start: SimpleNamespace) -> None:
        turn = [clearance for clearance in matter.clearances if clearance.stage == "waiting"]
        if self.at_once():
            for clearance in turn:
                self.hand_over(now, clearance, start, self.desk_of(clearance))
        elif turn and all(clearance.stage in {"waiting", "done"} for clearance in matter.clearances):
            self.hand_over(now, turn[0], start, self.desk_of(turn[0]))

    def hand_over(self, now: float, clearance: SimpleNamespace, a: SimpleNamespace, b: SimpleNamespace) -> None:
        self.book(now, clearance.matter)
        clearance.stage = "moving"
        self.counts["handovers"] += 1
        median = self.work["transfer_silo"]
        clearance.one_room = a.room is not None and a.room == b.room
        if clearance.one_room:
            median = self.work["transfer_room"]
        elif a is b and len(a.holds) >= 2:
            median = self.work["transfer_office"]
        delay = 0.0
        if median > 0.0:
            draw = normal(self.seed, of.TRANSFER, clearance.matter.key, clearance.ordinal, self.leg(clearance))
            delay = lognormal(median, self.work["transfer_sigma"], draw)
        self.later(now + delay, LAND, clearance.number)

    def leg(self, clearance: SimpleNamespace) -> int:
        return ((clearance.attempt + 65_536 * clearance.reworked) * 256 + clearance.passed) * 2 + clearance.asked

    def rest(self, clearance: SimpleNamespace, desk: SimpleNamespace) -> float:
        """Days that a file lies before anybody looks at it."""
        work, key = self.work, clearance.matter.key
        median = work["rest_median"] * (work["rest_undivided"] if desk.undivided else 1.0)
        median *= work["rest_room"] if clearance.one_room else 1.0
        if median <= 0.0:
            return 0.0
        own = normal(self.seed, of.REST, key, clearance.ordinal, self.leg(clearance) * 2 + clearance.returned)
        shared = normal(self.seed, of.REST_OF_MATTER, key, 0, 0)
        draw = math.sqrt(1.0 - work["rest_of_matter"]) * own + math.sqrt(work["rest_of_matter"]) * shared
        return min(lognormal(median, work["rest_sigma"], draw), work["rest_most"])

    def needs_data(self, clearance: SimpleNamespace, desk: SimpleNamespace) -> bool:
        matter = clearance.matter
        if clearance.asked or desk.shared or len(matter.clearances) < 2:
            return False
        draw = uniform(self.seed, of.DATA_REQUEST, matter.key, clearance.ordinal, 0)
        return draw < self.work["data_request_share"]

    def land(self, now: float, clearance: SimpleNamespace) -> None:
        matter = clearance.matter
        self.book(now, matter)
        desk = self.desk_of(clearance)
        if clearance.stage != "lying":
            if clearance.passed == 0 and not clearance.asked:
                clearance.filed = now
            rest = self.rest(clearance, desk)
            if rest > 0.0:
                clearance.stage = "lying"
                self.later(now + rest, LAND, clearance.number)
                return
        clearance.stage = "queued"
        if self.needs_data(clearance, desk):
            holder = matter.clearances[(clearance.ordinal - 1) % len(matter.clearances)].competence
            self.place(now, "data", clearance, holder, self.desk_for(matter, holder), self.work["data_effort"])
            return
        clearance.asked = True
        self.place(now, "clearance", clearance, clearance.competence, desk, self.effort(clearance))

    def effort(self, clearance: SimpleNamespace) -> float:
        told = self.stream
        effort = told["effort"] / told["competences"]
        which = clearance.attempt + 256 * clearance.reworked
        key = (of.CLEARANCE_EFFORT, clearance.matter.key, clearance.ordinal, which)
        if told["effort_law"] == "exponential":
            effort *= exponential(self.seed, *key)
        elif told["effort_law"] == "lognormal":
            effort = lognormal(effort, told["effort_sigma"], normal(self.seed, *key))
        return effort * self.work["rework_effort"] if clearance.reworked or clearance.returned else effort

    def finish(self, now: float, cadre: SimpleNamespace) -> None:
        job, cadre.job = cadre.job, None
        if job.kind == "routine":
            job.ref.solved += 1
            job.ref.solved_effort += job.effort
        elif job.kind == "direction":
            job.ref.asking = False
        elif job.kind == "ruling":
            self.book(now, job.ref)
            job.ref.ruling_served -= 1
            self.rule(now, job.ref, job.desk)
        elif job.kind == "visit":
            self.end_of_visit(now, cadre, job)
        elif job.kind == "data":
            job.ref.asked = True
            self.hand_over(now, job.ref, job.desk, self.desk_of(job.ref))
        elif cadre.triage:
            job.ref.passed += 1
            self.counts["passed"] += 1
            job.ref.sent_home = job.desk.kind == "team"
            self.hand_over(now, job.ref, job.desk, self.desk_of(job.ref))
        else:
            following = self.worked_on(now, cadre, job)
            if following:
                self.go_on_with(now, cadre, following)
                return
        if cadre.job is None:  # what its work set going may have been taken up by itself
            self.take_up(now, cadre)

    def end_of_visit(self, now: float, cadre: SimpleNamespace, job: SimpleNamespace) -> None:
        """Nobody is visited without households."""

    def worked_on(self, now: float, cadre: SimpleNamespace, job: SimpleNamespace) -> SimpleNamespace | None:
        """A clearance has been worked on: it rests, or is given; what the same hand goes on with."""
        clearance = job.ref
        self.book(now, clearance.matter)
        which = clearance.attempt + 256 * clearance.reworked
        key = (of.RETURNED, clearance.matter.key, clearance.ordinal, which)
        if not clearance.returned and uniform(self.seed, *key) < self.work["returned_share"]:
            clearance.returned += 1
            self.counts["returned"] += 1
            self.wait_for_client(now, clearance)
            return None
        until = clearance.filed + self.departments[clearance.competence].told["floor"]
        if now < until:
            clearance.stage = "floor"
            self.later(until, FLOOR_END, clearance.number)
            return None
        self.give(now, clearance)
        for other in clearance.matter.clearances:
            if other.stage == "waiting":
                here = self.desk_of(other) is job.desk and self.holds(cadre, other.competence)
                if here and not self.needs_data(other, job.desk):
                    return other
                if not self.at_once():
                    break
        self.next_step(now, clearance.matter, job.desk)
        return None

    def wait_for_client(self, now: float, clearance: SimpleNamespace) -> None:
        clearance.stage, clearance.asked, wait = "client", True, 0.0
        if self.work["client_median"] > 0.0:
            which = (clearance.attempt + 256 * clearance.reworked) * 2 + clearance.returned
            draw = normal(self.seed, of.WITH_CLIENT, clearance.matter.key, clearance.ordinal, which)
            wait = lognormal(self.work["client_median"], self.work["client_sigma"], draw)
        self.later(now + wait, LAND, clearance.number)

    def go_on_with(self, now: float, cadre: SimpleNamespace, clearance: SimpleNamespace) -> None:
        self.book(now, clearance.matter)
        if not clearance.asked:
            clearance.asked, clearance.filed = True, now
        job = SimpleNamespace(kind="clearance", ref=clearance, competence=clearance.competence, since=now,
                              desk=self.desk_of(clearance), effort=self.effort(clearance))  # fmt: skip
        self.begin(now, cadre, job)

    def end_of_floor(self, now: float, clearance: SimpleNamespace) -> None:
        self.book(now, clearance.matter)
        self.give(now, clearance)
        self.next_step(now, clearance.matter, self.desk_of(clearance))

    def give(self, now: float, clearance: SimpleNamespace) -> None:
        clearance.stage = "done"
        clearance.valid_until = now + self.work["validity"]
        matter = clearance.matter
        if uniform(self.seed, of.DENIED, matter.key, clearance.ordinal, 0) < self.work["denied_share"]:
            self.counts["denied"] += 1
            matter.ruling = True
        if self.stream["dependence"] == "reciprocal":  # 7.5
            self.rework(now, clearance)

    def rework(self, now: float, clearance: SimpleNamespace) -> None:
        matter, which = clearance.matter, clearance.attempt + 256 * clearance.reworked
        if uniform(self.seed, of.REWORK, matter.key, clearance.ordinal, which) >= self.work["rework"]:
            return
        number = len(matter.clearances)
        start = int(uniform(self.seed, of.REWORK, matter.key, clearance.ordinal, -1 - which) * number)
        for step in range(number):
            other = matter.clearances[(start + step) % number]
            if other is not clearance and other.stage == "done" and other.reworked < self.work["rework_most"]:
                other.stage, other.passed, other.reworked = "waiting", 0, other.reworked + 1
                self.counts["reworked"] += 1
                if self.work["client_median"] > 0.0:
                    self.wait_for_client(now, other)
                return

    def next_step(self, now: float, matter: SimpleNamespace, start: SimpleNamespace) -> None:
        if self.abandoned:
            self.book(now, matter)
            matter.stage = "shelved"
        elif any(clearance.stage != "done" for clearance in matter.clearances) or self.renew_lapsed(now, matter):
            self.set_out(now, matter, start)
        elif not matter.ruling:
            self.close(now, matter)
        elif matter.escalated:
            self.ask_ruling(now, matter, self.leaders)
        elif self.may_rule(self.first_desk(matter), matter):
            self.ask_ruling(now, matter, matter.clearances[0].competence)
        elif self.may_rule_alone(self.first_desk(matter), matter):
            self.consult(now, matter)
        elif matter.exception and not self.work["exceptions_grantable"]:
            self.book(now, matter)
            matter.stage = "shelved"
        elif self.work["forum"] == "leaders":
            self.ask_ruling(now, matter, self.leaders)
        else:
            self.book(now, matter)
            matter.stage = "pending"
            self.forum.append(matter)

    def may_rule(self, desk: SimpleNamespace, matter: SimpleNamespace) -> bool:
        return desk.authority and all(clearance.competence in desk.holds for clearance in matter.clearances)

    def may_rule_alone(self, desk: SimpleNamespace, matter: SimpleNamespace) -> bool:
        if not desk.delegated or matter.refused:
            return False
        return uniform(self.seed, of.DELEGATED, matter.key, 0, 0) < self.work["delegated_share"]

    def consult(self, now: float, matter: SimpleNamespace) -> None:
        """The keeper asks all others at once; the slowest decides."""
        self.book(now, matter)
        matter.stage, matter.consulted = "consulted", matter.consulted + 1
        median, waits = self.work["consultation_median"], [0.0]
        for other in matter.clearances[1:] if median > 0.0 else []:
            draw = normal(self.seed, of.CONSULTATION, matter.key, other.competence, matter.consulted)
            waits.append(lognormal(median, self.work["consultation_sigma"], draw))
        self.later(now + max(waits), CONSULTED, matter.number)

    def answered(self, now: float, matter: SimpleNamespace) -> None:
        self.book(now, matter)
        matter.stage, keeper = "open", self.first_desk(matter)
        refused = [
            uniform(self.seed, of.REFUSED, matter.key, other.competence, 0) < self.work["consultation_refused"]
            for other in matter.clearances[1:]
        ]
        if any(refused):
            matter.refused = True
            self.counts["refused"] += 1
        elif self.may_rule_alone(keeper, matter):
            matter.alone = True
            self.ask_ruling(now, matter, matter.clearances[0].competence)
            return
        self.next_step(now, matter, keeper)

    def renew(self, clearance: SimpleNamespace) -> None:
        clearance.stage, clearance.attempt = "waiting", clearance.attempt + 1
        clearance.passed = clearance.reworked = clearance.returned = 0
        clearance.asked = clearance.sent_home = False

    def renew_lapsed(self, now: float, matter: SimpleNamespace) -> bool:
        lapsed = [c for c in matter.clearances if c.stage == "done" and now > c.valid_until]
        if lapsed:
            self.book(now, matter)
        for clearance in lapsed:
            self.renew(clearance)
        self.counts["lapses"] += len(lapsed)
        if lapsed:
            self.break_promise(matter)
        return bool(lapsed)

    def break_promise(self, matter: SimpleNamespace) -> None:
        """Nobody was promised anything without households."""

    def ask_ruling(self, now: float, matter: SimpleNamespace, competence: int) -> None:
        self.book(now, matter)
        matter.ruling_queued += 1
        self.place(now, "ruling", matter, competence, self.desk_for(matter, competence), self.work["ruling_effort"])

    def rule(self, now: float, matter: SimpleNamespace, start: SimpleNamespace) -> None:
        self.counts["rulings"] += 1
        if self.renew_lapsed(now, matter):
            matter.stage, matter.alone = "open", False
            self.set_out(now, matter, start)
        else:
            self.close(now, matter)

    def meeting_due(self, now: float, chain: int) -> None:
        own = self.mode["meeting_days"] > 0
        if (chain == 1) == own:
            self.meet(now)
        if chain == 0:
            self.later(now + self.work["meeting_period"], MEETING, 0)
        elif own:
            self.later(now + self.mode["meeting_days"], MEETING, 1)

    def meet(self, now: float) -> None:
        self.meetings += 1
        if self.abandoned:
            return
        quorum = self.work["meeting_quorum"]
        there = [uniform(self.seed, of.ATTENDANCE, d, int(now), 0) < quorum for d in range(len(self.names))]
        ruled = 0
        for matter in list(self.forum):
            if ruled < self.work["meeting_batch"] and all(there[c.competence] for c in matter.clearances):
                self.forum.remove(matter)
                self.ruled += 1
                self.rule(now, matter, self.first_desk(matter))
                ruled += 1

    def close(self, now: float, matter: SimpleNamespace) -> None:
        self.book(now, matter)
        until = matter.filed + self.stream["floor"]
        if now < until:
            matter.stage = "resting"
            self.later(until, REST_END, matter.number)
            return
        matter.stage, matter.closed = "closed", now
        self.progressed = now
        self.counts["closed"] += 1
        chance = self.work["false_closing"]
        if self.mode["evaluated"]:
            chance += self.told["evaluation"]["false_closing"]
        if matter.alone:
            chance, matter.alone = chance + self.work["delegated_false"], False
        key = (matter.key, matter.attempt, 0)
        if uniform(self.seed, of.FALSE_CLOSING, *key) < chance:
            draw = normal(self.seed, of.RETURN_DELAY, *key)
            self.later(
                now + lognormal(self.work["return_delay"], self.work["return_sigma"], draw), RETURN, matter.number
            )
        else:
            matter.solved = True
            self.counts["solved"] += 1

    def end_of_rest(self, now: float, matter: SimpleNamespace) -> None:
        self.book(now, matter)
        matter.stage = "open"
        self.close(now, matter)

    def return_unsolved(self, now: float, matter: SimpleNamespace) -> None:
        matter.stage, matter.touched, matter.attempt = "open", now, matter.attempt + 1
        for clearance in matter.clearances:
            self.renew(clearance)
        if self.abandoned:
            matter.stage = "shelved"
        else:
            self.set_out(now, matter, self.first_desk(matter))

    # 7.6 Teams, 7.7 their months, 7.9 a mode comes into force.

    def intervene(self) -> None:
        now, told = self.intervention, self.told
        for matter in self.matters:
            self.book(now, matter)
            matter.parts = dict.fromkeys(PARTS, 0.0)
        self.counts = dict.fromkeys(self.counts, 0)
        if told["coordination"]["team"]:
            self.give_orders(told["coordination"])
            self.call_teams(now)
            return
        self.mode = told["coordination"]
        if self.mode["pooled"]:
            self.merge_offices()
        self.furnish_homes()
        self.name_cadres()
        self.come_into_force(now)
        self.look_anew(now)

    def merge_offices(self) -> None:
        for d in self.departments:
            old, new = self.home[d.number], self.home[d.office]
            if old is not new:
                for klass in (ROUTINE, PROJECT):
                    self.carry(self.queue(old, d.number, klass), d.number, klass, lambda _, new=new: new)
                self.home[d.number] = new
                for cadre in self.cadres:
                    cadre.home = new if cadre.home is old else cadre.home

    def carry(self, queue: list[SimpleNamespace], competence: int, klass: int, goal: Any) -> None:
        """Carry what waits in a queue to where it belongs, in its order."""
        for job in list(queue):
            queue.pop(0)
            job.desk = goal(job)
            self.queue(job.desk, competence, klass).append(job)

    def come_into_force(self, now: float) -> None:
        if self.mode["meeting_days"] > 0:
            self.later(now + self.mode["meeting_days"], MEETING, 1)

    def look_anew(self, now: float) -> None:
        if self.abandoned and not self.mode["ownership"]:
            return
        self.abandoned = False
        for matter in self.matters:
            self.look_anew_at(now, matter)

    def look_anew_at(self, now: float, matter: SimpleNamespace) -> None:
        start = self.first_desk(matter)
        if matter.stage == "open":
            self.set_out(now, matter, start)
        elif matter.stage == "shelved":
            self.book(now, matter)
            matter.stage = "open"
            self.next_step(now, matter, start)
        elif matter.stage == "pending" and self.may_rule(start, matter):
            self.book(now, matter)
            self.forum.remove(matter)
            matter.stage = "open"
            self.ask_ruling(now, matter, matter.clearances[0].competence)
        elif matter.stage == "pending" and self.may_rule_alone(start, matter):
            self.forum.remove(matter)
            self.consult(now, matter)

    def serving(self, block: int) -> list[SimpleNamespace]:
        """The teams that serve a block."""
        number, blocks = len(self.teams), self.stream["blocks"]
        if number <= blocks:
            return [self.teams[block % number]]
        return [team for team in self.teams if team.number % blocks == block]

    def team_of(self, matter: SimpleNamespace) -> SimpleNamespace:
        teams = self.serving(matter.block)
        return teams[matter.key % len(teams)]

    def call_teams(self, now: float) -> None:
        arm, resources = self.told["coordination"], self.told["resources"]
        first = now + self.staffing["setup_days"]
        window = resources["team_window"]
        returns = now + window if window else -1.0
        self.teams = [
            SimpleNamespace(number=t, stage="set up", first_day=first, since=first, returns=returns, members=0)
            for t in range(self.staffing["teams"])
        ]
        for name, seat in self.staffing["seats"].items():
            d = self.names.index(name)
            called = [("home", arm["selected"])] * seat["members"]
            called += [("outside", True)] * (seat["outside"] if resources["extra_staff"] else 0)
            for post, selected in called:
                cadre = self.best(d, post, selected)
                if cadre:
                    teams = self.serving(self.departments[d].block)
                    self.enlist(now, cadre, teams[sum(team.members for team in teams) % len(teams)])

    def best(self, department: int, post: str, selected: bool) -> SimpleNamespace | None:
        there = [c for c in self.cadres if c.department == department and c.post == post]
        if selected:
            return max(there, key=lambda c: c.skill + c.rapport, default=None)
        return max(there, key=lambda c: uniform(self.seed, of.ON_DUTY, c.key, 0, 0), default=None)

    def enlist(self, now: float, cadre: SimpleNamespace, team: SimpleNamespace) -> None:
        cadre.post, cadre.team, cadre.joined = "setting up", team, now + self.staffing["setup_days"]
        cadre.dedicated = self.told["coordination"]["dedicated"] or cadre.home is None
        cadre.share = self.staffing["member_share"] if cadre.home else 1.0
        if self.part_time(cadre):
            cadre.fenced, cadre.fenced_from = True, now
        team.members += 1

    def stage_of_teams(self, now: float) -> None:
        one = self.teams[0]
        if one.stage == "set up" and now >= one.first_day:
            self.open_teams(now)
        elif one.stage == "working" and (
            0.0 <= one.returns <= now or self.stands_still(now, one) or self.all_done(one)
        ):
            self.dissolve(now)
        elif one.stage == "working":
            self.turn_over(now)
            self.report(now)

    def stands_still(self, now: float, one: SimpleNamespace) -> bool:
        days = self.staffing["stop_after"]
        return days > 0 and now - max(one.first_day, self.progressed) >= days

    def all_done(self, one: SimpleNamespace) -> bool:
        """A stream has no end."""
        return False

    def assign_files(self) -> None:
        """Matters of a stream go by their block and key alone."""

    def name_cadres(self) -> None:
        """Nobody has a named cadre without households."""

    def open_teams(self, now: float) -> None:
        mode = self.mode = self.told["coordination"]
        self.overtime = mode["extended_hours"] and self.told["resources"]["overtime"]
        for team in self.teams:
            team.stage, team.reported, team.asking = "working", now, False
            held = {c.department for c in self.cadres if c.post == "setting up" and c.team is team}
            team.routes = list(self.home)
            team.desks = []
            for group in [sorted(held)] if mode["pooled"] else [[c] for c in sorted(held)]:
                desk = self.desk("team", 0, team)
                desk.holds = set(group)
                desk.room = team.number if mode["co_located"] else None
                self.furnish(desk, self.work["team_passing"], True)
                team.desks.append(desk)
                for competence in group:
                    team.routes[competence] = desk
        self.teams_work = True
        for cadre in self.cadres:
            if cadre.post == "setting up":
                self.sit_down(cadre)
        self.assign_files()
        for competence, home in enumerate(self.home):
            self.carry(self.queue(home, competence, PROJECT), competence, PROJECT, self.where)
        self.name_cadres()
        self.come_into_force(now)
        self.look_anew(now)
        self.wake(now)

    def where(self, job: SimpleNamespace) -> SimpleNamespace:
        """Where a waiting job of the project belongs."""
        if job.kind == "direction":
            return job.desk
        if job.kind == "visit":
            return self.desk_of_visit(job.ref, job.competence)
        if job.kind == "ruling":
            return self.desk_for(job.ref, job.competence)
        return self.desk_for(job.ref.matter, job.competence, job.ref.sent_home)

    def desk_of_visit(self, household: SimpleNamespace, competence: int) -> SimpleNamespace:
        """A village says (tests/naive_village.py); here nobody is visited."""
        raise AssertionError(
            f"no visit to {household} for {competence}: nobody is visited in a city without households"
        )

    def sit_down(self, cadre: SimpleNamespace) -> None:
        cadre.post, cadre.team_desk = "team", cadre.team.routes[cadre.department]
        if self.overtime:
            cadre.week = self.staffing["team_days_per_week"]

    def go_home(self, cadre: SimpleNamespace) -> None:
        cadre.post = "home" if cadre.home else "outside"
        cadre.team = cadre.team_desk = None
        cadre.fenced, cadre.week, cadre.dedicated, cadre.at_team = False, 5, False, False
        self.leave_households(cadre)

    def leave_households(self, cadre: SimpleNamespace) -> None:
        """Nobody has a named cadre without households."""

    def dissolve(self, now: float) -> None:
        arm = self.told["coordination"]
        kept = dict.fromkeys(("team", "pooled", "authority", "co_located", "dedicated", "selected", "evaluated"), False)
        self.mode = arm | kept if arm["routinised"] else self.told["history"]
        self.teams_work = False
        self.dissolved = now
        self.assign_files()
        if self.staffing["forget_days"] > 0.0:
            days = now - self.teams[0].first_day
            start = 1.0 - self.staffing["familiarity_start"]
            self.forgotten = start * (1.0 - math.exp(-days / self.staffing["forget_days"]))
        for cadre in self.cadres:
            if cadre.post in {"team", "setting up"}:
                self.go_home(cadre)
        self.furnish_homes()
        for team in self.teams:
            for (at, _, _), queue in list(self.queues.items()):
                if at in {id(desk) for desk in team.desks}:
                    self.lay_aside(now, queue)
        for competence in range(len(self.names)):
            for team in self.teams:
                team.stage = "dissolved"
                for desk in team.desks:
                    self.carry(self.queue(desk, competence, PROJECT), competence, PROJECT, self.where)
        self.name_cadres()
        self.look_anew(now)
        self.wake(now)

    def lay_aside(self, now: float, queue: list[SimpleNamespace]) -> None:
        """A ruling that waits where nobody will make it any more: its file is on the shelf."""
        for job in [job for job in queue if job.kind == "ruling"]:
            self.book(now, job.ref)
            queue.remove(job)
            job.ref.ruling_queued -= 1
            job.ref.stage = "shelved"

    def turn_over(self, now: float) -> None:
        changed = False
        for cadre in self.cadres:
            if cadre.post == "setting up" and now >= cadre.joined:
                self.sit_down(cadre)
                changed = True
        days = int(now - self.teams[0].first_day)
        for cadre in self.cadres if days > 0 and days % 30 == 0 else ():
            sits = cadre.post == "team" and cadre.joined < now and cadre.home is not None
            if sits and uniform(self.seed, of.EXIT, cadre.key, days // 30, 0) < self.staffing["exit_rate"]:
                self.replace(now, cadre)
                changed = True
            elif sits and self.recalled(cadre, days // 30):
                cadre.team.members -= 1
                self.go_home(cadre)
                self.counts["recalled"] += 1
                changed = True
        if changed:
            self.mind_cover(now)
            self.wake(now)

    def recalled(self, cadre: SimpleNamespace, month: int) -> bool:
        d = cadre.department
        waiting = sum(job.effort for job in self.queue(self.home[d], d, ROUTINE))
        away = sum(c.department == d and c.post in {"team", "setting up"} and c.home is not None for c in self.cadres)
        if waiting / max(self.departments[d].told["cadres"] - away, 1) < self.staffing["recall_above"]:
            return False
        return uniform(self.seed, of.RECALL, cadre.key, month, 0) < self.staffing["recall_rate"]

    def mind_cover(self, now: float) -> None:
        """What nobody of a team can do any more where it sits goes back to the departments."""
        for team in self.teams:
            members = [c for c in self.cadres if c.team is team]
            for competence in range(len(self.names)):
                able = self.holds if self.mode["pooled"] else lambda c, at: c.department == at
                if team.routes[competence].kind == "team" and not any(able(c, competence) for c in members):
                    self.give_up(now, team, competence)

    def give_up(self, now: float, team: SimpleNamespace, competence: int) -> None:
        desk, team.routes[competence] = team.routes[competence], self.home[competence]
        desk.holds.discard(competence)
        queue = self.queue(desk, competence, PROJECT)
        self.lay_aside(now, queue)
        self.carry(queue, competence, PROJECT, self.where)
        for matter in self.matters:
            if matter.stage == "shelved" and self.desk_team(matter) is team:
                self.look_anew_at(now, matter)

    def desk_team(self, matter: SimpleNamespace) -> SimpleNamespace | None:
        return self.team_of(matter)

    def replace(self, now: float, cadre: SimpleNamespace) -> None:
        team = cadre.team
        follower = self.best(cadre.department, "home", self.mode["selected"])
        self.go_home(cadre)
        team.members -= 1
        self.counts["exits"] += 1
        if follower is None:
            return
        self.enlist(now, follower, team)
        start, tau = 1.0 - self.staffing["familiarity_start"], self.staffing["familiarity_days"]
        if start > 0.0:
            gap = start * math.exp(-max(now - team.since, 0.0) / tau)
            gap += (start - gap) / team.members
            team.since = now + tau * math.log(gap / start)

    def report(self, now: float) -> None:
        if self.staffing["report_days"] <= 0:
            return
        for team in self.teams:
            if now - team.reported >= self.staffing["report_days"] and not team.asking:
                team.asking, team.reported = True, now
                desk, effort = self.home[self.leaders], self.staffing["report_effort"]
                self.place(now, "direction", team, self.leaders, desk, effort)
