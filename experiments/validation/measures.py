"""Which measures a condition, shape or curve may take a mean of: those that every run has."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.measures.columns import COLUMNS

MEASURE = "^(" + "|".join(column.name for column in COLUMNS if not column.never) + ")$"
Measure = Annotated[str, Field(pattern=MEASURE)]  # a mean over runs that got there would leave the worst ones out
