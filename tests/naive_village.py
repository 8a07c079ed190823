"""The households of a relocation a second time, from docs/odd.md 7.15-7.21 alone, on top of the naive work engine.

Plain loops over lists; of the first engine nothing but its keyed draws. Section numbers in comments are the protocol's.
"""

from __future__ import annotations

import heapq
import math
from types import SimpleNamespace
from typing import Any

from sim.core import purposes as of
from sim.core.randomness import exponential, lognormal, normal, uniform
from tests.naive_work import COURT, LAND, PARTS, Naive, works

KEYS = 3  # issues of household i have the keys 3 i, 3 i + 1, 3 i + 2


class Village(Naive):
    """A city with a village: *told* is a scenario as plain data."""

    def __init__(self, told: dict[str, Any], seed: int) -> None:
        self.issues, self.offer, self.talk = told["issues"], told["offer"], told["negotiation"]
        self.traits = told["households"]
        work = told["work"]
        stream = {  # 7.15: every clearance takes the effort of a whole
            "effort": work["effort_median"], "competences": 1, "effort_sigma": work["effort_sigma"],
            "effort_law": "lognormal", "dependence": "pooled", "floor": 0.0,
        }  # fmt: skip
        self.extras(False, told["resources"])
        self.raised, self.sounded = 0.0, False
        self.window, self.bound, self.called, self.recalls = -1.0, False, -1.0, self.offer["recalls"]
        super().__init__(told | {"stream": stream}, seed)
        self.counts |= {"petitions": 0, "voided": 0, "unwilling": 0, "fetched": 0}
        self.money, self.best_paid = self.offer["ceiling"] * len(self.households), 0.0
        self.first_price = self.base + self.bonus(self.day_looked_to(0))
        if self.policy == "haggling":
            self.first_price -= self.offer["low_offer"]

    # 7.15 A village.

    def found_matters(self) -> None:
        seed, traits = self.seed, self.traits
        self.matters, self.clearances = [], []
        self.clearing = [d.number for d in self.departments if d.told["clears"]]
        self.adequacy = lognormal(
            traits["adequacy_median"], traits["adequacy_sigma"], normal(seed, of.ADEQUACY, 0, 0, 0)
        )
        self.pace = lognormal(1.0, traits["pace_sigma"], normal(seed, of.PACE, 0, 0, 0))
        self.attached = traits["attached_share"] * exponential(seed, of.ATTACHMENT, 0, 0, 0)
        self.issue_load = lognormal(
            self.issues["per_household"], self.issues["load_sigma"], normal(seed, of.ISSUE_LOAD, 0, 0, 0)
        )
        self.households = [self.found_household(i) for i in range(traits["total"])]
        for one in self.households:
            for other in self.households:
                near = one is not other and one.block == other.block
                if near and abs(one.key - other.key) <= traits["near_ties"]:
                    one.ties.append(other)
            if one.key > 0 and uniform(seed, of.KIN_TIE, one.key, 0, 0) < traits["kin_share"]:
                kin = self.households[int(uniform(seed, of.KIN_TIE, one.key, 1, 0) * one.key)]
                one.ties.append(kin)
                kin.ties.append(one)
                one.kin = kin.kin = True

    def found_household(self, i: int) -> SimpleNamespace:
        seed, traits = self.seed, self.traits
        block = i // traits["count_per_block"]
        if traits["reservation_law"] == "uniform":
            reservation = uniform(seed, of.RESERVATION, i, 0, 0)
        else:
            reservation = lognormal(
                traits["reservation_median"], traits["reservation_sigma"], normal(seed, of.RESERVATION, i, 0, 0)
            )
            if uniform(seed, of.ATTACHED, i, 0, 0) < self.attached:
                reservation *= traits["attached_premium"]
            reservation /= self.adequacy
        opportunism = lognormal(
            traits["opportunism_median"], traits["opportunism_sigma"], normal(seed, of.OPPORTUNISM, i, 0, 0)
        )
        speculates = uniform(seed, of.SPECULATOR, i, 0, 0) < traits["speculator_share"]
        late = traits["late_belief_median"] * 2.0 * uniform(seed, of.LATE_BELIEF, i, 0, 0)
        area = lognormal(traits["area_median"], traits["area_sigma"], normal(seed, of.AREA, i, 0, 0))
        household = SimpleNamespace(
            key=i, block=block, joint=uniform(seed, of.JOINT, block, 0, 0) < traits["joint_share"],
            value=area * traits["unit_value"], reservation=reservation, ask=reservation * (1.0 + opportunism),
            trust=self.between("trust", of.FIRST_TRUST, i),
            uncertainty=self.between("uncertainty", of.FIRST_UNCERTAINTY, i),
            belief=traits["speculator_belief"] if speculates else late,
            own_time=uniform(seed, of.TASTE, i, 0, 1), ties=[], kin=False, signed_ties=0, matters=[],
            signed=False, signed_at=-1.0, price=0.0, conditional=False, unwilling=False, prepared=False, unpaid=False,
            visits=0, last_visit=-math.inf, visitor=None, pending=False, owner=None, pressure=0.0, petition=False,
            court=False, inclined=False, signs=False, would=SimpleNamespace(price=0.0, gain=0.0),
        )  # fmt: skip
        for k in range(self.how_many_issues(i)):
            self.found_issue(household, KEYS * i + k)
        return household

    def between(self, what: str, purpose: int, i: int) -> float:
        low, high = self.traits[f"{what}_low"], self.traits[f"{what}_high"]
        return low + (high - low) * uniform(self.seed, purpose, i, 0, 0)

    def how_many_issues(self, i: int) -> int:
        u = uniform(self.seed, of.ISSUE_COUNT, i, 0, 0)
        term = below = math.exp(-self.issue_load)
        n = 0
        while u >= below and n < KEYS:
            n += 1
            term *= self.issue_load / n
            below += term
        return n

    def found_issue(self, household: SimpleNamespace, key: int) -> None:
        seed, told = self.seed, self.issues
        kind = self.kind_of_issue(uniform(seed, of.ISSUE_KIND, key, 0, 0))
        needed = [self.names.index(name) for name in kind["competences"]]
        if uniform(seed, of.TANGLED, key, 0, 0) < told["tangled_share"]:
            low, high = told["tangled_low"], told["tangled_high"]
            size = low + int(uniform(seed, of.TANGLED_SIZE, key, 0, 0) * (high - low + 1))
            size = max(min(size, len(self.clearing)), len(needed))
            while len(needed) < size:
                start = int(uniform(seed, of.TANGLED_PICK, key, len(needed), 0) * len(self.names))
                circle = [(start + step) % len(self.names) for step in range(len(self.names))]
                needed.append(next(d for d in circle if d in self.clearing and d not in needed))
        ruling = len(needed) >= told["ruling_from"]
        matter = SimpleNamespace(
            key=key, number=len(self.matters), filed=0.0, block=0, stage="dormant", closed=0.0, attempt=0,
            solved=False, touched=0.0, ruling=ruling, escalated=False,
            exception=ruling and uniform(seed, of.EXCEPTION, key, 0, 0) < told["exception_share"],
            measured=uniform(seed, of.MEASURED, key, 0, 0) < self.told["evaluation"]["measured_share"],
            ruling_queued=0, ruling_served=0, refused=False, alone=False, consulted=0,
            parts=dict.fromkeys(PARTS, 0.0), clearances=[], household=household, bars=kind["bars"], team=None,
        )  # fmt: skip
        for k, competence in enumerate(needed):
            clearance = SimpleNamespace(
                number=len(self.clearances), matter=matter, ordinal=k, competence=competence,
                stage="waiting", attempt=0, reworked=0, passed=0, returned=0, one_room=False, asked=False,
                sent_home=False, filed=0.0, valid_until=0.0,
            )  # fmt: skip
            matter.clearances.append(clearance)
            self.clearances.append(clearance)
        household.matters.append(matter)
        self.matters.append(matter)

    def kind_of_issue(self, u: float) -> dict[str, Any]:
        kinds = list(self.issues["kinds"].values())
        total = 0.0
        for kind in kinds:
            total += kind["weight"]
        so_far = 0.0
        for kind in kinds:
            so_far += kind["weight"] / total
            if so_far > u:
                return kind
        return kinds[-1]

    def expect_clients(self) -> None:
        """No issue files itself."""

    # 7.19 Where a household's files and visits go.

    def desk_team(self, matter: SimpleNamespace) -> SimpleNamespace | None:
        return matter.team

    def team_of_household(self, household: SimpleNamespace) -> SimpleNamespace | None:
        return self.teams[household.key % len(self.teams)] if self.teams_work else None

    def desk_for(self, matter: SimpleNamespace, competence: int, sent_home: bool = False) -> SimpleNamespace:
        return matter.team.routes[competence] if matter.team and not sent_home else self.home[competence]

    @property
    def visiting(self) -> int:
        return self.names.index(self.told["city"]["visit_department"])

    def desk_of_visit(self, household: SimpleNamespace, competence: int) -> SimpleNamespace:
        team = self.team_of_household(household)
        return team.routes[competence] if team else self.home[competence]

    def competence_of_visit(self, household: SimpleNamespace, desk: SimpleNamespace) -> int:
        if not desk.all_visit:
            return self.visiting
        if household.owner:
            return household.owner.department
        held = sorted(desk.holds)
        return held[household.key % len(held)]

    def send_visitor(self, now: float, household: SimpleNamespace) -> None:
        household.pending = True
        desk = self.desk_of_visit(household, self.visiting)
        competence = self.competence_of_visit(household, desk)
        self.place(now, "visit", household, competence, desk, self.talk["visit_effort"], household.owner)

    def name_cadres(self) -> None:
        if not self.mode["ownership"]:
            return
        for household in self.left():
            team = self.team_of_household(household)
            if team:
                who = [c for c in self.cadres if c.post == "team" and c.team is team]
                if not self.mode["all_visit"]:
                    who = [c for c in who if c.department == self.visiting]
                else:
                    who = [c for c in who if c.department in c.team_desk.holds]
            else:
                who = [c for c in self.cadres if c.post == "home" and c.department == self.visiting]
            if who:
                household.owner = who[household.key // max(len(self.teams) if team else 1, 1) % len(who)]

    def leave_households(self, cadre: SimpleNamespace) -> None:
        for household in self.households:
            if household.owner is cadre:
                household.owner = None
        visits, cadre.own = cadre.own, []
        for visit in visits:
            visit.desk = self.where(visit)
            self.join(visit, None)

    def in_vain(self, job: SimpleNamespace) -> bool:
        if job.kind != "visit" or not (job.ref.signed or self.abandoned):
            return False
        job.ref.pending = False
        return True

    def end_of_visit(self, now: float, cadre: SimpleNamespace, job: SimpleNamespace) -> None:
        one, desk, talk = job.ref, job.desk, self.talk
        one.pending = False
        needed = {c.competence for m in one.matters if m.stage != "closed" for c in m.clearances}
        covered = sum(c in desk.holds for c in needed) / len(needed) if needed else 1.0
        face = 1.0 if one.visitor is cadre else talk["new_face"]
        gained = talk["trust_gain"] * cadre.rapport * face * covered * (1.0 - one.trust)
        one.trust = one.trust + gained - talk["trust_loss"] * (1.0 - covered) * one.trust
        if self.names.index(self.told["city"]["plot_department"]) in desk.holds:
            one.uncertainty *= 1.0 - talk["plot_shown"]
        if now - one.last_visit < talk["patience"]:
            one.pressure += talk["visit_pressure"]
        if talk["relational_pressure"] and one.kin:
            one.pressure += talk["kin_pressure"]
        one.pressure = min(one.pressure, 1.0)
        if talk["relational_pressure"] and one.kin:
            one.trust *= 1.0 - talk["kin_trust_loss"]
        one.visits, one.last_visit, one.visitor = one.visits + 1, now, cadre
        if desk.committed and self.policy == "one_price":
            one.belief += talk["learning"] * (self.care - one.belief)
        if desk.owns:
            self.fetch(now, one)
        if one.visits == 1:
            for matter in one.matters:
                matter.stage, matter.filed, matter.touched = "open", now, now
                self.set_out(now, matter, desk)

    def fetch(self, now: float, one: SimpleNamespace) -> None:
        for matter in one.matters:
            for clearance in matter.clearances:
                if clearance.stage == "client":
                    u = uniform(self.seed, of.FETCHED, matter.key, clearance.ordinal, one.visits)
                    if u < self.talk["fetch_share"]:
                        self.agenda = [event for event in self.agenda if event[1:] != (LAND, clearance.number)]
                        heapq.heapify(self.agenda)
                        self.counts["fetched"] += 1
                        self.later(now, LAND, clearance.number)

    def break_promise(self, matter: SimpleNamespace) -> None:
        matter.household.trust *= 1.0 - self.talk["broken_promise"]

    # 7.16 A day of the village.

    def left(self) -> list[SimpleNamespace]:
        return [one for one in self.households if not one.signed]

    def day_of_clients(self, now: float) -> None:
        day = int(now)
        self.sound_out(day)
        self.mind_window(day)
        if not self.left():
            return
        self.decide(day)
        for one in self.left():
            if one.signs:
                self.sign(day, one)
        self.show_signatures()
        number = len(self.households)
        if not self.mode["ownership"] and len(self.left()) < self.work["abandon_below"] * number:
            self.abandoned = True
        for one in self.left():
            self.harm(day, one)
        self.send_visitors(now)

    def sign(self, day: int, one: SimpleNamespace) -> None:
        cost = one.would.price * one.value
        conditional = self.contingent and self.window >= 0.0
        if not conditional and cost > self.money:
            one.unpaid, one.signs = True, False
            return
        one.signed, one.signed_at, one.price = True, float(day), one.would.price
        one.unpaid, one.conditional = False, conditional
        one.unwilling = one.would.gain < -self.talk["unwilling_margin"]
        self.progressed = float(day)
        if not conditional:
            self.pay(one, cost)

    def pay(self, one: SimpleNamespace, cost: float) -> None:
        self.money -= cost
        self.best_paid = max(self.best_paid, one.price)
        self.counts["unwilling"] += one.unwilling

    def show_signatures(self) -> None:
        for one in self.households:
            if one.signs:
                one.signs = False
                for other in one.ties:
                    other.signed_ties += 1
                    if not other.signed:
                        seen = max(0.0, one.price - self.first_price)
                        other.belief += self.talk["learning"] * (seen - other.belief)

    def send_visitors(self, now: float) -> None:
        if not works(int(now), 5) or self.abandoned:
            return
        interval = (self.mode["visit_days"] or self.talk["visit_interval"]) * self.pace
        for one in self.left():
            if not one.pending and not one.signed and now - one.last_visit >= interval:
                self.send_visitor(now, one)

    # 7.17 What is offered.

    def round_of(self, day: float) -> float | None:
        begun = [start for start in self.offer["rounds"] if start <= day]
        return max(begun) if begun else None

    def step_of(self, day: float) -> int | None:
        start = self.round_of(day)
        if start is not None:
            for n, step in enumerate(self.offer["bonus_steps"]):
                if step["until"] > day - start:
                    return n
        return None

    def bonus(self, day: float) -> float:
        n = self.step_of(day)
        return 0.0 if n is None else self.offer["bonus_steps"][n]["bonus"] * self.offer["bonus_scale"]

    @property
    def contingent(self) -> bool:
        return self.policy == "threshold" or self.offer["contingent"]

    def price(self, one: SimpleNamespace, day: float) -> float:
        offer = self.offer
        price = self.base + self.bonus(day)
        if self.policy == "concession" and (self.bound or not self.contingent):
            share = (len(self.households) - len(self.left())) / len(self.households)
            if share > offer["concession_from"]:
                rise = 10.0 * offer["concession_step"] * (share - offer["concession_from"])
                price += max(0.0, min(rise, one.ask - self.base))
        price += self.care
        if self.policy == "haggling":
            price -= offer["low_offer"] * (1.0 - offer["raise_share"]) ** one.visits
        return price + self.raised

    def day_looked_to(self, day: int) -> float:
        looked_to = max(float(day), self.offer["opening"])
        if self.round_of(looked_to) is None and self.offer["rounds"]:
            looked_to = max(looked_to, min(self.offer["rounds"]))
        return looked_to

    def sound_out(self, day: int) -> None:
        offer = self.offer
        if not offer["sounded"] or self.sounded or day < max(0.0, offer["opening"] - offer["sounding_days"]):
            return
        self.sounded, self.raised = True, 0.0
        answers = [self.gain(one, day, self.price(one, self.day_looked_to(day))) for one in self.households]
        sought = max(offer["sought"], offer["threshold"]) if self.contingent else offer["sought"]
        while sum(answer + self.raised > 0.0 for answer in answers) / len(answers) < sought:
            if self.raised >= offer["raise_most"]:
                break
            self.raised = min(self.raised + offer["raise_step"], offer["raise_most"])
        self.first_price += self.raised

    def needed(self) -> int:
        return math.ceil(self.offer["threshold"] * len(self.households) - 1e-9)

    def open_window(self, day: float) -> None:
        if self.contingent and not self.bound and self.window < 0.0 and day >= self.offer["opening"]:
            self.window, self.called = day, -1.0

    def mind_window(self, day: int) -> None:
        offer = self.offer
        if self.window >= 0.0 and day - self.window >= offer["window"]:
            self.window = -1.0
            self.settle(day)
        opening = offer["opening"] > 0.0 and day == math.ceil(offer["opening"])
        if opening or day == self.called or any(day == math.ceil(start) for start in offer["rounds"]):
            self.open_window(float(day))

    def settle(self, day: int) -> None:
        signed = [one for one in self.households if one.signed]
        if len(signed) >= self.needed():
            self.bound = True
            for one in signed:
                if one.conditional:
                    cost = (one.price + self.offer["group_bonus"]) * one.value
                    if cost > self.money:
                        self.undo(one)
                        one.unpaid = True
                    else:
                        one.price, one.conditional = one.price + self.offer["group_bonus"], False
                        self.pay(one, cost)
            return
        self.counts["voided"] += 1
        for one in signed:
            if one.conditional:
                one.trust *= 1.0 - self.offer["void_trust_loss"]
                self.undo(one)
        if self.recalls > 0:
            self.recalls -= 1
            self.called = math.ceil(day + self.offer["recall_after"])

    def undo(self, one: SimpleNamespace) -> None:
        one.signed, one.signed_at, one.price, one.conditional, one.unwilling = False, -1.0, 0.0, False, False
        one.prepared = True
        for other in one.ties:
            other.signed_ties -= 1

    def come_into_force(self, now: float) -> None:
        super().come_into_force(now)
        self.open_window(float(int(now)))

    # 7.18 Decisions.

    def gain(self, one: SimpleNamespace, day: int, price: float) -> float:
        talk = self.talk
        noise = talk["noise"]
        share = one.signed_ties / len(one.ties) if one.ties else 0.0
        worth = 0.0
        if self.contingent and self.window >= 0.0:
            signed = len(self.households) - len(self.left())
            worth = self.offer["group_bonus"] * min(1.0, signed / self.needed())
        worrying = sum(m.stage != "closed" and not m.bars for m in one.matters)
        v = uniform(self.seed, of.TASTE, one.key, int(day / talk["taste_days"] + one.own_time), 0)
        gain = price + worth + talk["trust_weight"] * one.trust
        gain += 2.0 * noise * math.log(talk["neighbour_odds"]) * share
        gain = gain - one.reservation - talk["uncertainty_weight"] * one.uncertainty
        gain = gain - talk["late_probability"] * one.belief - talk["worry"] * worrying
        return gain + noise * math.log(v / (1.0 - v))

    def approached(self, one: SimpleNamespace) -> bool:
        barred = any(m.stage != "closed" and m.bars for m in one.matters)
        return one.visits > 0 and (not barred or self.sign_first)

    def offer_stands(self, day: int) -> bool:
        return day >= self.offer["opening"] and (not self.contingent or self.window >= 0.0 or self.bound)

    def days_left(self, day: int) -> int:
        ends = []
        n = self.step_of(day)
        steps = self.offer["bonus_steps"]
        for k in range(len(steps) if n is None else n, len(steps)):
            after = steps[k + 1]["bonus"] if k + 1 < len(steps) else 0.0
            if after * self.offer["bonus_scale"] < steps[k]["bonus"] * self.offer["bonus_scale"]:
                ends.append(math.ceil(steps[k]["until"] - (day - self.round_of(day))) - 1)
                break
        if self.contingent and self.window >= 0.0:
            ends.append(math.ceil(self.window + self.offer["window"] - day) - 1)
        return min(ends, default=-1)

    def chance(self, one: SimpleNamespace, pressed: float, d: int, stands: bool) -> float:
        talk = self.talk
        if pressed <= 0.0 or not self.approached(one):
            return 0.0
        pull = talk["deadline_pull"] / (talk["deadline_pull"] + d) if stands and d >= 0 else 0.0
        if pressed < talk["noise"] and stands and d >= 0:
            return pull
        if one.prepared:
            return 1.0
        return max(talk["base_hazard"] * (1.0 - math.exp(-one.visits / talk["visit_scale"])), pull)

    def decide(self, day: int) -> None:
        stands, d = self.offer_stands(day), self.days_left(day)
        looked_to = float(day) if stands else self.day_looked_to(day)
        for one in self.left():
            one.inclined = one.signs = False
            if one.prepared and not stands:
                continue
            one.would.price = self.price(one, looked_to)
            one.would.gain = self.gain(one, day, one.would.price)
            pressed = one.would.gain + self.talk["pressure_weight"] * one.pressure
            if uniform(self.seed, of.SIGNING, one.key, day, 0) < self.chance(one, pressed, d, stands):
                one.signs = stands and not one.joint
                one.inclined = not one.signs
        inclined = [one for one in self.left() if one.inclined]
        for one in inclined:
            one.signs = stands and self.quorum(one)
        for one in inclined:
            one.prepared = True

    def quorum(self, one: SimpleNamespace) -> bool:
        block = [other for other in self.households if other.block == one.block]
        ready = [other for other in block if other.signed or other.prepared or other.inclined]
        return len(ready) >= self.talk["joint_quorum"] * len(block)

    # 7.20 Harm and compulsion.

    def harm(self, day: int, one: SimpleNamespace) -> None:
        talk = self.talk
        one.pressure *= 1.0 - talk["pressure_fade"]
        above = talk["petition_above"]
        if not one.petition and one.pressure > above and above < 1.0:
            hazard = talk["petition_hazard"] * (one.pressure - above) / (1.0 - above)
            one.petition = uniform(self.seed, of.PETITION, one.key, day, 0) < hazard
            self.counts["petitions"] += one.petition
        last = max(self.offer["rounds"], default=0.0)
        if talk["compulsion"] and not one.court and day >= last + talk["compulsion_after"]:
            one.court = True
            self.later(day + talk["compulsion_duration"], COURT, one.key)

    def decide_in_court(self, now: float, household: int) -> None:
        one, talk = self.households[household], self.talk
        refused = uniform(self.seed, of.COURT, one.key, 0, 0) < talk["compulsion_refusal"]
        cost = talk["compulsion_cost"] * one.value
        if one.signed or refused or cost > self.money:
            return
        one.signed, one.signed_at, one.price = True, float(int(now)), self.base
        one.unwilling, one.pressure, one.conditional = True, 1.0, False
        self.progressed = now
        self.pay(one, cost)
        for other in one.ties:
            other.signed_ties += 1
            other.trust *= 1.0 - talk["compulsion_trust_loss"]

    def satisfaction(self) -> list[float]:
        talk, told = self.talk, []
        for one in self.households:
            price = one.price if one.signed else one.reservation
            envy = talk["envy_weight"] * max(0.0, self.best_paid - price) if one.signed else 0.0
            level = 0.5 + talk["outcome_weight"] * (price - one.reservation)
            level += talk["procedure_weight"] * (one.trust - 0.5)
            told.append(min(1.0, max(0.0, level - envy - one.pressure)))
        return told

    # 7.6, 7.9 The arm.

    def extras(self, hold: bool, resources: dict[str, Any]) -> None:
        """What the arm adds to the offer, while its mode holds."""
        way = resources["offer_policy"] if hold else "as_it_is"
        self.policy = self.offer["policy"] if way in {"as_it_is", "sign_first"} else way
        self.sign_first = self.talk["sign_first"] or way == "sign_first"
        self.base = self.offer["base_price"] + (resources["extra_price"] if hold else 0.0)
        self.care = resources["care_package"] if hold else 0.0

    def furnish_homes(self) -> None:
        """A mode without a team is in force, old or new."""
        super().furnish_homes()
        arm = self.mode is self.told["coordination"]
        self.extras(arm and self.told["resources"]["extras_without_team"], self.told["resources"])

    def assign_files(self) -> None:
        """Teams begin or end: their mode is in force, or no longer; files go to them, or come back."""
        self.extras(self.teams_work, self.told["resources"])
        for matter in self.matters:
            matter.team = None if matter.household.signed else self.team_of_household(matter.household)

    def all_done(self, one: SimpleNamespace) -> bool:
        left = len(self.left())
        if left <= self.staffing["hand_back"] and self.staffing["hand_back"] > 0:
            return True
        return one.returns < 0.0 and left == 0 and all(m.stage in {"dormant", "closed"} for m in self.matters)
