"""Approvals as a kind of client: what the rest of the laboratory has to know of them."""

from __future__ import annotations

from sim.clients.approvals import answers, meetings, travel  # noqa: F401  (they answer)
from sim.clients.approvals.columns import COLUMNS, HEADLINE
from sim.clients.approvals.measures import days_to_grant, measure
from sim.clients.approvals.parameters import ApprovalSetting
from sim.clients.approvals.population import initialise, parts, tables
from sim.clients.approvals.state import Approvals
from sim.clients.approvals.timeline import timeline
from sim.clients.kinds import ClientKind

KIND = ClientKind(
    name="approvals",
    noun="case",
    rows=Approvals,
    settings=ApprovalSetting,
    parts=parts,
    tables=tables,
    initialise=initialise,
    goal_days=days_to_grant,
    columns=COLUMNS,
    measure=measure,
    timeline=timeline,
    agents=("sim.clients.approvals.agent:Approval",),
    headline=HEADLINE,
    anybody=lambda end: len(end.clients.approvals) > 0,
    smallest={
        "approvals.lots": 1,
        "approvals.draft_scale": 0.0,
        "calendar.intervention_day": 5,
        "calendar.horizon_days": 5,
    },
    travels=True,
    switches=("far_presence", "standing"),
)
