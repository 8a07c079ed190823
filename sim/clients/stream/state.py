"""Clients of a stream: nobody is known but by the matters that are brought."""

from __future__ import annotations

from typing import NamedTuple

from sim.core.rows import Rows, RowTuple, RowType, whole


class NobodyRow(RowType):
    """A client of whom nothing is known; there is no such row."""

    key: int = whole("id", "keys nothing")


@RowTuple.register
class Nobody(NamedTuple):
    """No clients but the matters themselves."""

    nobody: Rows[NobodyRow]
