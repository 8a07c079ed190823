"""How pages are set: templates of this folder, escaped, and nothing undefined goes unnoticed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from experiments.study.outlet import harmless

HERE = Path(__file__).parent


def environment() -> Environment:
    """The templates, ready to be filled."""
    return Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )


def _harmless(value: Any) -> Any:
    """A text without what acts on a terminal or turns its direction; what is set already is ours."""
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value
