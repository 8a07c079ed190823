"""What is known of a project, and of its kind: one row each."""

from __future__ import annotations

from sim.core.rows import Kind, flag, real, whole

PROJECT = Kind(
    "project",
    key=whole("id", "keys its draws: place in the stream of projects"),
    kind=whole("kind", "kind of project, in the order of the configuration"),
    start=real("day", "when it begins: its matters are filed from then on"),
    matters=whole("matters", "of how many it consists"),
    closed=whole("matters", "closed now, truly or not"),
    solved=whole("matters", "really solved so far"),
    competences=whole("bit mask", "the competences it needs"),
    team=whole("team", "the task force that works on it now, -1 for none"),
    led=flag("a task force has worked on it"),
    ended=real("day", "when all its matters stood closed for the first time, -1 before"),
    done=real("day", "when its last matter was really solved, -1 before"),
)

PROJECT_KIND = Kind(
    "project_kind",
    weight=real("share", "cumulative share of projects"),
    competences=whole("competences", "departments that such a project concerns"),
    matters=whole("matters", "of how many it consists"),
    matter_competences=whole("competences", "of those, how many one matter needs"),
    effort=real("working days", "median effort of a matter"),
    spread=real("day", "over which its matters are filed"),
    ruling_share=real("share", "matters that need a joint ruling"),
    escalated_share=real("share", "of rulings that are the leaders' to make"),
    measured_share=real("share", "matters that the evaluation sees"),
    dependence=whole("kind", "0 pooled, 1 sequential, 2 reciprocal"),
)
