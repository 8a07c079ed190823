"""Make figures and report.html anew from the tables of a study's folder; the model is never run.

python -m experiments.report results/compare

Exit codes: 0 done; 2 when the folder is not that of a finished study.
"""

from __future__ import annotations

from pathlib import Path

from experiments.study.files import noting_files
from experiments.study.front import DONE, run
from experiments.study.manifest import read_manifest
from sim.yaml_scan import ConfigError


def main(arguments: list[str]) -> int:
    """Build the report of the one folder named; the exit code."""
    if len(arguments) != 1:
        raise ConfigError("report: name one folder, as in python -m experiments.report results/compare")
    folder = Path(arguments[0])
    read_manifest(folder)
    from experiments.report.page import build_report  # which draws: nothing of it is loaded for what is refused

    with noting_files(folder):
        page = build_report(folder)
    print(page)
    return DONE


if __name__ == "__main__":
    run(main, __doc__)
