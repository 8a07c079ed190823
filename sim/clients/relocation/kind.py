"""Relocation as a kind of client: what the rest of the laboratory has to know of villages."""

from __future__ import annotations

from sim.clients.kinds import ClientKind
from sim.clients.relocation import answers, day, signatures, threshold_window, visiting  # noqa: F401  (they answer)
from sim.clients.relocation.columns import COLUMNS, HEADLINE, SERIES
from sim.clients.relocation.initialise import initialise, open_books
from sim.clients.relocation.measures import any_household, measure, signing_days
from sim.clients.relocation.numbers import parts, tables
from sim.clients.relocation.parameters import RelocationSetting
from sim.clients.relocation.state import Village

KIND = ClientKind(
    name="relocation",
    noun="village",
    rows=Village,
    settings=RelocationSetting,
    parts=parts,
    tables=tables,
    initialise=initialise,
    open_books=open_books,
    goal_days=signing_days,
    anybody=any_household,
    columns=COLUMNS,
    measure=measure,
    series=SERIES,
    agents=("sim.clients.relocation.agent:Household",),
    headline=HEADLINE,
    smallest={"households.total": 10},
    switches=("standing",),
)
