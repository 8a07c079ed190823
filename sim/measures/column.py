"""What is said of one result column."""

from __future__ import annotations

from typing import NamedTuple

NEVER = "never"  # begins what is said of a missing value that is the worst there is, not one that nobody knows


class Column(NamedTuple):
    """One result column; *better* is "low", "high" or "none".

    *missing* says what a missing value means. Where it begins with "never", the run did not get there: worse than any
    that did. *among* names a column without which there is nothing to get to: a team's days need a team.
    """

    name: str
    unit: str
    meaning: str
    better: str
    missing: str = ""
    among: str = ""

    @property
    def never(self) -> bool:
        """Whether a run may never get there, so that a missing value is the worst there is."""
        return self.missing.startswith(NEVER)
