"""Parameters: every number has a name, a unit, a range and a source, and lives in configs/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field


@dataclass(frozen=True, slots=True)
class Description:
    name: str
    kind: str
    unit: str
    low: float | None
    high: float | None
    source: str


class Parameters(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)


def number(unit: str, low: float, high: float, source: str) -> Any:
    return Field(ge=low, le=high, json_schema_extra={"unit": unit, "source": source})


def count(unit: str, low: int, high: int, source: str) -> Any:
    return Field(ge=low, le=high, json_schema_extra={"unit": unit, "source": source})


def switch(source: str) -> Any:
    return Field(json_schema_extra={"unit": "yes or no", "source": source})


def word(choices: tuple[str, ...], source: str) -> Any:
    return Field(pattern="^(" + "|".join(choices) + ")$", json_schema_extra={"unit": "word", "choices": list(choices), "source": source})


def as_row(parameters: Parameters) -> np.recarray:
    kinds, values = [], []
    for name, info in type(parameters).model_fields.items():
        value = getattr(parameters, name)
        extra = info.json_schema_extra or {}
        if isinstance(value, bool):
            kinds.append((name, np.bool_)); values.append(value)
        elif isinstance(value, int) and info.annotation is int or info.annotation == "int":
            kinds.append((name, np.int64)); values.append(value)
        elif isinstance(value, (int, float)):
            kinds.append((name, np.float64)); values.append(float(value))
        elif isinstance(value, str) and "choices" in extra:
            kinds.append((name, np.int64)); values.append(extra["choices"].index(value))
    row = np.zeros(1, np.dtype(kinds, align=True))
    row[0] = tuple(values)
    return row.view(np.recarray)
