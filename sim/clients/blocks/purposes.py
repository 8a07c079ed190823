"""What each random draw of blocks is for: numbers of this kind alone."""

from __future__ import annotations

PEOPLE = 1000
GAP = 1001
JOINT = 1002
EXAMINED = 1003
FIRST_VISIT = 1004
