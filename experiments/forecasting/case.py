"""A case: what is known of a relocation project before its first signature, and what came of it where that is known."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import Field, model_validator

from sim.config import CONFIGS, options, validate
from sim.core.parameter import Parameters, count, number, switch
from sim.yaml_scan import ConfigError, scan

GROUP = "case"


class Known(Parameters):
    """One fact of the outcome: so many days after signing opened, this share of the households had signed."""

    day: int = count("day", 0, 3650, "as counted from the opening")
    share: float = number("share of households", 0, 1, "as reported")


class Case(Parameters):
    """A project as it stands before signing opens; null is what nobody knows, and is drawn (setting.py)."""

    name: str = Field(min_length=1, max_length=60, pattern=r"^\w+$")
    title: str = Field(min_length=1, max_length=200)
    source: str = Field(min_length=1, max_length=500)
    households: int = count("households", 5, 20_000, "all who are asked to sign")
    land: str = Field(pattern="^(state|collective)$")
    arm: str = Field(min_length=1)
    visitors: int | None = Field(default=None, ge=1, le=5000)
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
    known: list[Known] = Field(default=[], max_length=100)

    @model_validator(mode="after")
    def _can_have_been_so(self) -> Case:
        """What contradicts itself is refused: outcomes beyond the horizon, out of order, blocked beyond all."""
        for earlier, later in zip(self.known, self.known[1:], strict=False):
            if later.day <= earlier.day:
                raise ValueError(f"known: day {later.day} after day {earlier.day}: must be in the order of days")
        if self.known and self.known[-1].day > self.horizon:
            raise ValueError(f"known: day {self.known[-1].day}: must lie within the horizon of {self.horizon} days")
        if self.blocked is not None and self.blocked > self.households:
            raise ValueError(f"blocked = {self.blocked}: must not exceed the {self.households} households")
        if self.threshold is not None and (self.window is None or self.window > 100):
            raise ValueError(f"window = {self.window}: a threshold needs a window of 1 to 100 days")
        return self


def read_case(word: str) -> Case:
    """The case of a file, or of a name in configs/case; raises ConfigError with one line per fault."""
    names = options(CONFIGS, GROUP)
    path = CONFIGS / GROUP / f"{word}.yaml" if word in names else Path(word)
    if word not in names and path.suffix not in {".yaml", ".yml"}:
        raise ConfigError(f"case = {word}: must be a .yaml file, or one of {', '.join(names)}")
    scan(path, path.name)
    try:
        return validate(Case, yaml.safe_load(path.read_text(encoding="utf-8")))
    except ConfigError as error:
        raise ConfigError(*(f"{path.name}: {line}" for line in error.lines)) from None
