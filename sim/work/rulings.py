"""The numbers of rulings: who may make one, what is delegated, what those who are asked say, and whom nobody obeys."""

from __future__ import annotations

from sim.core.parameter import Parameters, count, number, switch, word
from sim.core.plausible import Plausible
from sim.core.words import Word


class RulingForum(Word):
    """Who makes a joint ruling where no pooled desk may."""

    MEETING = 0
    LEADERS = 1


class Rulings(Parameters):
    """How joint rulings come about, and what departments make of what they are told."""

    forum: RulingForum = word(RulingForum, "model 4: a joint ruling waits for a meeting, or for the leaders")
    meeting_period: int = count(
        "day", 7, 30, "coordination 1: P 7-30", plausible=Plausible(7, 30, basis="evidence", law="whole")
    )
    meeting_quorum: float = number(
        "probability",
        0.8,
        1,
        "coordination 1: q .8-.95 that a needed department attends; 1 only for exact limits",
        plausible=Plausible(0.8, 0.95, basis="evidence"),
    )
    meeting_batch: int = count(
        "rulings per meeting",
        1,
        1000,
        "coordination 1: batch limit; assumed",
        plausible=Plausible(3, 20, basis="assumed", law="whole"),
    )
    ruling_effort: float = number(
        "working days",
        0.01,
        10,
        "assumed: one ruling prepared and made, at the desk or by the leaders",
        plausible=Plausible(0.2, 2, basis="assumed", law="log"),
    )
    exceptions_grantable: bool = switch(
        "whether the silo's forum may grant an exception at all; false under the rival 'no_authority'"
    )
    delegated_share: float = number(
        "share of rulings",
        0,
        1,
        "assumed: rulings within the limit of what is delegated, where a mode delegates",
        plausible=Plausible(0.3, 1, basis="assumed"),
    )
    delegated_false: float = number(
        "probability",
        0,
        0.5,
        "assumed: one-sided rulings come back; added to false closing where one rules for all",
        plausible=Plausible(0, 0.1, basis="assumed"),
    )
    consultation_median: float = number(
        "day",
        0,
        60,
        "assumed: until another department has said what it thinks of a ruling that one makes for all",
        plausible=Plausible(2, 12, basis="assumed", law="log"),
    )
    consultation_sigma: float = number("log", 0, 2, "assumed: spread of that time")
    consultation_refused: float = number(
        "probability",
        0,
        1,
        "assumed: that a department so asked refuses; then the forum must rule, if it may",
        plausible=Plausible(0, 0.1, basis="assumed"),
    )
    priority_resisted: float = number(
        "share of departments",
        0,
        1,
        "assumed: heads who do not put project files first although they are told to",
        plausible=Plausible(0, 0.4, basis="assumed"),
    )
    denied_share: float = number(
        "share of clearances",
        0,
        0.5,
        "assumed: a department's own interest stands against it; then a joint ruling must overrule it",
        plausible=Plausible(0, 0.1, basis="assumed"),
    )
