"""How one run of a kind of client is told, a file a kind: what is noticed, how things stand, and their picture."""

from __future__ import annotations

import importlib
from functools import cache
from importlib.util import find_spec

from experiments.kinds.stories import usual
from experiments.kinds.stories.noticed import Story


@cache
def story_of(name: str) -> Story:
    """How a run of the kind of that name is told; by its departments alone where the kind has no file here."""
    place = f"{__name__}.{name}"
    told: Story = importlib.import_module(place).STORY if find_spec(place) else usual.STORY
    return told
