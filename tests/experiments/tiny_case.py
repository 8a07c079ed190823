"""A tiny case of which everything is made up, for the tests of forecasts and scores."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import yaml

from experiments.forecasting.case import Case

TINY = {
    "name": "tiny", "title": "Twenty households", "source": "made up", "households": 20, "land": "state",
    "arm": "siloed", "visitors": None, "prework": 10, "horizon": 30, "window": 20, "threshold": None, "bonus": None,
    "compulsion": False, "sounded": None, "sign_first": None, "blocked": None,
    "known": [{"day": 5, "share": 0.5}, {"day": 20, "share": 0.9}],
}  # fmt: skip
FEW = ["points=4", "executor=serial"]
CITIES = 16  # four draws, each under four explanations


def case(**changes) -> Case:
    return Case.model_validate(TINY | changes)


def written(folder: Path, **changes) -> Path:
    path = folder / f"{changes.get('name', 'tiny')}.yaml"
    path.write_text(yaml.safe_dump(TINY | changes))
    return path


def described(folder: Path, table: str) -> list[str]:
    """Columns of a table that the codebook explains."""
    codes = pd.read_csv(folder / "codebook.csv")
    return list(codes[(codes["table"] == table) & codes["meaning"].notna()]["column"])
