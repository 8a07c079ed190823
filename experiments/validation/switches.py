"""What a condition or a shape sets: parameters that take one value after the other, and the points that they make."""

from __future__ import annotations

import pandas as pd
from pydantic import Field

from experiments.study.design import Points
from experiments.study.settings import Study
from experiments.study.varied import declared
from sim.core.parameter import Parameters
from sim.yaml_scan import ConfigError


class Switch(Parameters):
    """One parameter, wildcards allowed, and the values that it takes one after the other."""

    name: str = Field(min_length=1)
    values: list[float | int | bool | str] = Field(min_length=1)


def points_of_sets(sets: list[Switch], study: Study) -> Points:
    """The points of a condition: the n-th value of everything that it sets; one empty point for no sets.

    Raises ConfigError for a name that is no parameter, and for lists of different lengths.
    """
    if not sets:
        return Points(pd.DataFrame(index=range(1)), pd.DataFrame(index=range(1)))
    tree = study.model_dump(mode="json")
    lengths = {len(one.values) for one in sets}
    if len(lengths) > 1:
        raise ConfigError(f"sets: {', '.join(one.name for one in sets)} must have as many values as each other")
    for one in sets:
        declared(one.name, tree, type(study))
    table = pd.DataFrame({one.name: one.values for one in sets})
    return Points(table, pd.DataFrame(index=range(lengths.pop())))
