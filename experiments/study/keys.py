"""Names that follow from content: hashes of configurations, and the id of a run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sim.core.source import code_hash


def canonical_json(data: Any) -> str:
    """*data* as JSON in one way only: sorted keys, no spaces; NaN is an error."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def digest(text: str) -> str:
    """Sixteen hexadecimal digits of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def config_hash(canonical: dict[str, Any]) -> str:
    """Hash of a canonical configuration."""
    return digest(canonical_json(canonical))


def run_id(identity: str, resources: str, arm: str, point: str, seed: int) -> str:
    """Id of one run: of which study and model, and which arm, *point* (a hash of its number and values) and seed."""
    return digest(canonical_json([identity, resources, arm, point, seed]))


@cache
def source_hash() -> str:
    """Hash of every source file that decides a row: the model and the experiments, drawings and benchmarks apart."""
    root = Path(__file__).resolve().parents[2]
    text = hashlib.sha256(code_hash().encode())
    for path in sorted((root / "experiments").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if "/report/" not in name and "/benchmark/" not in name:
            text.update(name.encode())
            text.update(path.read_bytes())
    return text.hexdigest()[:16]


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
