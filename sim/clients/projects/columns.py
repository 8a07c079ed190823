"""The columns of a city with projects, and its headline."""

from __future__ import annotations

from sim.measures.column import Column

HEADLINE = ("restricted_days", "projects_ended", "projects_done", "all_matters_days", "staff_days", "lost_routine")

COLUMNS: tuple[Column, ...] = (
    Column(
        "projects_moved", "projects", "whose matters all stood closed after the intervention, led by a team", "high"
    ),
    Column("projects_ended", "projects", "the same, led by a team or not", "high"),
    Column("projects_done", "projects", "whose matters were all really solved after the intervention", "high"),
)
