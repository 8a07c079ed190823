"""The words of a command line that runs a study: short forms written out, and values as Hydra reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.yaml_scan import ConfigError

SHORT = {  # may be given without the group they stand in
    "replications": "study.replications",
    "seed": "study.seed",
    "metric": "study.metric",
    "sequential": "study.sequential",
    "points": "study.design.points",
    "workers": "executor.workers",
    "shard": "executor.shard",
    "output": "run.output",
    "dry_run": "run.dry_run",
    "retry_failed": "run.retry_failed",
    "allow_code_change": "run.allow_code_change",
}
CHOSEN = ("scenario", "arms", "resources")  # that a study file may choose too


def unabbreviated(words: dict[str, str], short: dict[str, str] = SHORT) -> dict[str, str]:
    """The words with every short key written out, and what a study file may choose without its group."""
    full = {}
    for key, value in words.items():
        longer = short.get(key, key)
        longer = longer.removeprefix("study.") if longer in {f"study.{one}" for one in CHOSEN} else longer
        if longer in full:
            raise ConfigError(f"{key}: given twice; name it once")
        full[longer] = value
    return full


def as_typed(value: Any) -> str:
    """A value of a study file as a user would type it."""
    return f"[{','.join(value)}]" if isinstance(value, list) else str(value)


def written(words: Mapping[str, str]) -> list[str]:
    """Words as they are composed."""
    return [f"{key}={_quoted(key, value)}" for key, value in words.items()]


def _quoted(key: str, value: str) -> str:
    """A path or an address may hold characters that Hydra's grammar reserves: quote it."""
    if key not in {"run.output", "study.design.file", "executor.address", "executor.shard"}:
        return value
    if "'" in value:
        raise ConfigError(f"{key} = {value}: must not hold a quotation mark")
    return f"'{value}'"
