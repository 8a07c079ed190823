"""The numbers of negotiation: what moves a household."""

from __future__ import annotations

import math
from typing import ClassVar

from sim.core.parameter import Parameters, number, switch
from sim.core.plausible import Plausible


class Negotiation(Parameters):
    """Readiness, trust, uncertainty, neighbours, credibility, pressure: how a household decides."""

    worked_out: ClassVar[tuple[str, ...]] = ("neighbour_weight",)

    base_hazard: float = number(
        "per day",
        0.001,
        1,
        "model 5: h0, assumed: chance that who gains, and is persuaded, makes up mind and papers, signing open or not",
        plausible=Plausible(0.05, 0.5, basis="assumed", law="log"),
    )
    visit_scale: float = number(
        "visits",
        0.01,
        6,
        "relocation 5: c0 3-6; small only for exact limits",
        plausible=Plausible(3, 6, basis="evidence"),
    )
    noise: float = number(
        "assessed value",
        0.0001,
        0.15,
        "relocation 5: beta .05-.15, the spread of lasting tastes; small only for exact limits",
        plausible=Plausible(0.05, 0.15, basis="evidence"),
    )
    taste_days: float = number(
        "day",
        30,
        20_000,
        "A2: nine left and no signature for years; how long a taste lasts before life changes it is assumed",
        plausible=Plausible(730, 3650, basis="assumed", law="log"),
    )
    deadline_pull: float = number(
        "day",
        0.01,
        5,
        "relocation 4.5: many sign on the last day; .3 puts half into the last tenth of a window, assumed",
        plausible=Plausible(0.1, 1, basis="assumed", law="log"),
    )
    worry: float = number(
        "assessed value an issue",
        0,
        0.5,
        "assumed: what an open issue that bars nobody takes from what signing is worth (relocation 3.5: housing)",
        plausible=Plausible(0.05, 0.2, basis="assumed", law="log"),
    )
    joint_quorum: float = number(
        "share of the block",
        0,
        1,
        "assumed: of a block that decides together, who must have made up their minds before the first of them signs",
        plausible=Plausible(0.4, 0.8, basis="assumed"),
    )
    trust_weight: float = number(
        "assessed value",
        0,
        0.5,
        "assumed: a; signs only are known (relocation 4.4)",
        plausible=Plausible(0.05, 0.2, basis="assumed", law="log"),
    )
    uncertainty_weight: float = number(
        "assessed value", 0, 0.5, "assumed: kappa", plausible=Plausible(0.05, 0.2, basis="assumed", law="log")
    )
    neighbour_odds: float = number(
        "odds ratio",
        1,
        2,
        "relocation 4.4: odds x 1.2-2 when half the neighbours have signed",
        plausible=Plausible(1.2, 2, basis="evidence"),
    )
    late_probability: float = number(
        "probability",
        0,
        1,
        "relocation 5: chance that a late rise is still believed in",
        plausible=Plausible(0.7, 1, basis="assumed", under="waiting"),
    )
    learning: float = number(
        "share",
        0,
        0.5,
        "relocation 5: alpha .1-.5 where a late premium is seen",
        plausible=Plausible(0.1, 0.5, basis="evidence"),
    )
    visit_interval: float = number(
        "day",
        1,
        90,
        "assumed: how long a household is left in peace after a visit",
        plausible=Plausible(5, 30, basis="assumed", law="log"),
    )
    visit_effort: float = number(
        "working days",
        0.02,
        1,
        "assumed: one visit with preparation and note",
        plausible=Plausible(0.1, 0.5, basis="assumed", law="log"),
    )
    fetch_share: float = number(
        "probability",
        0,
        1,
        "relocation 4.3: case managers; chance that whoever owns the files takes along what one waits for, assumed",
        plausible=Plausible(0.1, 0.5, basis="assumed"),
    )
    trust_gain: float = number(
        "share",
        0,
        1,
        "assumed: step towards full trust at a visit with full rapport and every question answered",
        plausible=Plausible(0.05, 0.3, basis="assumed", law="log"),
    )
    trust_loss: float = number(
        "share",
        0,
        1,
        "assumed: step towards none at a visit with every question unanswered",
        plausible=Plausible(0.02, 0.1, basis="assumed"),
    )
    new_face: float = number(
        "share",
        0,
        1,
        "assumed: what a visit by a stranger counts beside one by a known face",
        plausible=Plausible(0.3, 0.9, basis="assumed"),
    )
    broken_promise: float = number(
        "share",
        0,
        1,
        "assumed: trust lost when a clearance lapses that the household had been promised",
        plausible=Plausible(0.02, 0.1, basis="assumed"),
    )
    plot_shown: float = number(
        "share",
        0,
        1,
        "A5: the night visit to the resettlement plot; uncertainty removed when planners come along, assumed",
        plausible=Plausible(0.2, 0.8, basis="assumed"),
    )
    patience: float = number("day", 0, 30, "assumed: visits closer together than this are felt as pressure")
    visit_pressure: float = number("0..1 per visit", 0, 0.5, "assumed: pressure of a visit that comes too soon")
    pressure_fade: float = number("share per day", 0, 0.5, "assumed")
    pressure_weight: float = number(
        "assessed value",
        0,
        0.5,
        "relocation 4.4: coercion raises agreement, an uncomfortable result to keep; assumed level",
    )
    petition_above: float = number("0..1", 0, 1, "assumed: pressure beyond which a household may petition")
    petition_hazard: float = number("per day", 0, 0.2, "assumed: at full pressure")
    outcome_weight: float = number(
        "per assessed value", 0, 5, "assumed: relocation 3.4, fairness of outcome weighs more than of procedure"
    )
    procedure_weight: float = number("per unit of trust", 0, 2, "assumed")
    envy_weight: float = number(
        "per assessed value", 0, 5, "relocation 3.4: early-late differences are resented; assumed level"
    )
    unwilling_margin: float = number(
        "assessed value",
        0,
        2,
        "assumed: a signature that would bring its household a loss above this counts as unwilling; 0: any loss",
    )
    sign_first: bool = switch("relocation 3.5: 'sign first, mediate later': the issue no longer blocks the signature")
    relational_pressure: bool = switch(
        "relocation 3.4: pressure through kin; off by default, unlawful since 2010, counted as harm"
    )
    kin_pressure: float = number("0..1 per visit", 0, 0.5, "assumed: pressure of one visit where kin are used")
    kin_trust_loss: float = number("share", 0, 1, "relocation 3.4: it alienates both sides; assumed level")
    compulsion: bool = switch("relocation 3.1: compulsory branch; off by default")
    compulsion_after: float = number(
        "day", 30, 3650, "assumed: days after the last round before compulsion is applied for"
    )
    compulsion_duration: float = number(
        "day", 90, 1000, "relocation 3.1: review 60 days, suit within six months; collective land"
    )
    compulsion_refusal: float = number("probability", 0, 1, "relocation 3.1: courts may refuse; assumed level")
    compulsion_cost: float = number("assessed value", 1, 3, "relocation 2.1: condemned parcels cost 78 % more")
    compulsion_trust_loss: float = number(
        "share", 0, 1, "assumed: trust lost by the neighbours of a compelled household"
    )

    @property
    def neighbour_weight(self) -> float:
        """What it is worth, in assessed values, that all neighbours have signed: half of them change the odds."""
        return 2.0 * self.noise * math.log(self.neighbour_odds)
