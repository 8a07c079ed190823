"""Blocks as a kind of client: what the rest of the laboratory has to know of them."""

from __future__ import annotations

from sim.clients.blocks import answers, day  # noqa: F401  (they answer)
from sim.clients.blocks.columns import COLUMNS, HEADLINE, SERIES
from sim.clients.blocks.measures import days_to_mend, measure
from sim.clients.blocks.parameters import BlockSetting
from sim.clients.blocks.population import initialise, parts, tables
from sim.clients.blocks.state import Blocks
from sim.clients.kinds import ClientKind

KIND = ClientKind(
    name="blocks",
    noun="city",
    rows=Blocks,
    settings=BlockSetting,
    parts=parts,
    tables=tables,
    initialise=initialise,
    goal_days=days_to_mend,
    columns=COLUMNS,
    measure=measure,
    series=SERIES,
    agents=("sim.clients.blocks.agent:Block",),
    headline=HEADLINE,
    smallest={
        "blocks.total": 10,
        "blocks.assessment.items_sampled": 5,
        "blocks.assessment.tests": 0,
        "calendar.intervention_day": 5,
        "calendar.horizon_days": 5,
    },
    switches=("standing",),
)
