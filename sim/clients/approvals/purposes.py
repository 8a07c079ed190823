"""What each random draw of approvals is for: numbers of this kind alone."""

from __future__ import annotations

DRAFT = 1100
FAR = 1101
MEETS = 1102
POST = 1103
EXPERT = 1104
SENT_BACK = 1105
REVISION = 1106
SESSION = 1107
