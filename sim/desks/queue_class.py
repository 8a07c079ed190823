"""Ranks: into which of the two queues of a competence at a desk a piece of work goes."""

from __future__ import annotations

from typing import Any

from sim.core.compiling import internal
from sim.desks.state import Job, JobKind, QueueClass
from sim.state.state import State


@internal
def class_of(state: State[Any], job: Job) -> QueueClass:
    """Class of a job at its desk: routine or project; where a team is watched, what nobody measures ranks behind."""
    if job.kind == JobKind.ROUTINE:
        return QueueClass.ROUTINE
    if state.city[0].measured_first and state.desks[job.desk].watched and not is_measured(state, job):
        return QueueClass.ROUTINE
    return QueueClass.PROJECT


@internal
def is_measured(state: State[Any], job: Job) -> bool:
    """Whether the evaluation sees the matter that a job is part of; visits and reports are seen."""
    if job.kind == JobKind.CLEARANCE or job.kind == JobKind.DATA:
        return state.matters[state.clearances[job.ref].matter].measured
    if job.kind == JobKind.RULING:
        return state.matters[job.ref].measured
    return True
