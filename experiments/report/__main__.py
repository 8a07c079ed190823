"""Make figures and report.html anew from the tables of a study's folder; the model is never run.

python -m experiments.report results/compare

A comparison has a page of its own; a sweep, an attribution, a validation or a fit has one with its tables and figures.
Exit codes: 0 done; 2 when the folder is not that of a finished study.
"""

from __future__ import annotations

from pathlib import Path

from experiments.report.page import build_report
from experiments.report.plain import build_plain
from experiments.report.results import COMPARISON
from experiments.study.front import DONE, run
from experiments.study.manifest import read_manifest
from experiments.study.strangers import doubted
from sim.yaml_scan import ConfigError


def main(arguments: list[str]) -> int:
    """Build the report of the one folder named; the exit code."""
    if len(arguments) != 1:
        raise ConfigError("report: name one folder, as in python -m experiments.report results/compare")
    folder = Path(arguments[0])
    with doubted(folder):
        build = build_report if read_manifest(folder)["kind"] == COMPARISON else build_plain
        page = build(folder)
    print(page)
    return DONE


if __name__ == "__main__":
    run(main, __doc__)
