"""Names that follow from content: hashes of configurations, and the id of a run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sim.core.compiling import code_hash


def canonical_json(data: Any) -> str:
    """*data* as JSON in one way only: sorted keys, no spaces; NaN is an error."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def digest(text: str) -> str:
    """Sixteen hexadecimal digits of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def config_hash(canonical: dict[str, Any]) -> str:
    """Hash of a canonical configuration."""
    return digest(canonical_json(canonical))


def run_id(config: str, resources: str, arm: str, point: int, seed: int) -> str:
    """Id of one run: what was configured, by which model, for which arm, point and seed."""
    return digest(canonical_json([config, code_hash(), resources, arm, point, seed]))


def flatten(data: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted names and values of nested plain data."""
    if isinstance(data, dict) and data:
        for key in sorted(data):
            yield from flatten(data[key], f"{prefix}.{key}" if prefix else str(key))
    else:
        yield prefix, data


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Dotted names whose values differ, with both values; None where a name is missing."""
    left, right = dict(flatten(one)), dict(flatten(other))
    return [
        (key, left.get(key), right.get(key))
        for key in sorted(left.keys() | right.keys())
        if left.get(key) != right.get(key)
    ]
