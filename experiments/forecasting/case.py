"""A case: what is known of a relocation project before its first signature, and what came of it where that is known."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import yaml
from pydantic import Field, field_validator, model_validator

from sim.config import CONFIGS, options, validate
from sim.core.parameter import Parameters, count, name_of, number, switch
from sim.faults import show
from sim.yaml_scan import ConfigError, scan

GROUP = "case"
ENDS = (".yaml", ".yml")
LONGEST_THRESHOLD = 100  # days of offer.window
LONGEST = 3650  # days of calendar.horizon_days


class Outcome(Parameters):
    """One fact of the outcome: by the end of so many days of signing, this share of the households had signed."""

    day: int = count("day", 1, LONGEST, "as counted from the opening; the first day of signing is 1")
    share: float = number("share of households", 0, 1, "as reported")


class Case(Parameters):
    """A project as it stands before signing opens; null is what nobody knows, and is drawn (setting.py)."""

    name: str = Field(min_length=1, max_length=60, pattern=r"^\w+$")
    title: str = Field(min_length=1, max_length=200)
    source: str = Field(min_length=1, max_length=500)
    households: int = count("households", 5, 10_000, "all who are asked to sign")
    land: str = name_of(("state", "collective"), "what the compulsory branch hangs on (relocation 3.1)")
    arm: str = Field(min_length=1, max_length=60)
    visitors: int | None = Field(default=None, ge=1, le=4000)
    prework: int = count("day", 0, 2000, "days on which visits are made before signing opens")
    horizon: int = count("day", 1, 2000, "how long after the opening the forecast reaches")
    window: int | None = Field(default=None, ge=1, le=400)
    threshold: float | None = Field(default=None, ge=0.5, le=1)
    bonus: float | None = Field(default=None, ge=0, le=0.3)
    compulsion: bool = switch(
        "resumption or a court order was applied for, or threatened, from the end of the window on"
    )
    sounded: bool | None = None
    sign_first: bool | None = None
    blocked: int | None = Field(default=None, ge=0)
    known: list[Outcome] = Field(default=[], max_length=100)

    @field_validator("title", "source")
    @classmethod
    def _is_one_line(cls, text: str) -> str:
        """Whatever is printed may not move the cursor or colour the terminal."""
        if not text.isprintable():
            raise ValueError("must be one line of printable letters")
        return text

    @model_validator(mode="after")
    def _days_can_have_been_so(self) -> Case:
        """The window and all that is known of the outcome lie within the horizon; a share signed never falls."""
        if self.prework + self.horizon > LONGEST:
            raise ValueError(f"horizon = {self.horizon}: with prework at most {LONGEST} days")
        if self.window is not None and self.window > self.horizon:
            raise ValueError(f"window = {self.window}: must end within the horizon of {self.horizon} days")
        for earlier, later in pairwise(self.known):
            if later.day <= earlier.day:
                raise ValueError(f"known: day {later.day} after day {earlier.day}: must be in the order of days")
            if later.share < earlier.share:
                raise ValueError(
                    f"known: share {later.share:g} on day {later.day} after {earlier.share:g} on day {earlier.day}: "
                    "must not fall; give shares of all who ever signed"
                )
        if self.known and self.known[-1].day > self.horizon:
            raise ValueError(f"known: day {self.known[-1].day}: must lie within the horizon of {self.horizon} days")
        return self

    @model_validator(mode="after")
    def _offer_can_have_been_so(self) -> Case:
        """Threshold and bonus need a window, as they end with it; no more are blocked than there are."""
        if self.blocked is not None and self.blocked > self.households:
            raise ValueError(f"blocked = {self.blocked}: must not exceed the {self.households} households")
        if self.threshold is not None and (self.window is None or self.window > LONGEST_THRESHOLD):
            raise ValueError(
                f"window = {show(self.window)}: a threshold needs a window of 1 to {LONGEST_THRESHOLD} days"
            )
        if self.bonus is not None and self.window is None:
            raise ValueError(f"bonus = {self.bonus:g}: needs a window, at the end of which it falls")
        return self


def names() -> list[str]:
    """The cases of configs/case, by name."""
    return options(CONFIGS, GROUP)


def read_case(word: str) -> Case:
    """The case of a file, or of a name in configs/case; raises ConfigError with one line per fault."""
    path = CONFIGS / GROUP / f"{word}.yaml" if word in names() else Path(word)
    if path.suffix not in ENDS:
        raise ConfigError(f"case = {show(word)}: must be a .yaml file, or one of {', '.join(names())}")
    shown = show(path.name)
    scan(path, shown)
    try:
        case = validate(Case, yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except ConfigError as error:
        raise ConfigError(*(f"{shown}: {line}" for line in error.lines)) from None
    arms = options(CONFIGS, "coordination")
    if case.arm not in arms:
        raise ConfigError(f"{shown}: arm = {show(case.arm)}: unknown; known: {', '.join(arms)}")
    return case
