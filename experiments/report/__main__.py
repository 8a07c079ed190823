"""Make figures and report.html anew from the tables of a study's folder; the model is never run.

python -m experiments.report results/compare

Exit codes: 0 done; 2 when the folder is not that of a finished study.
"""

from __future__ import annotations

from pathlib import Path

from experiments.study.front import DONE, run
from sim.yaml_scan import ConfigError


def main(arguments: list[str]) -> int:
    """Build the report of the one folder named; the exit code."""
    if len(arguments) != 1:
        raise ConfigError("report: name one folder, as in python -m experiments.report results/compare")
    from experiments.report.page import build_report  # which draws: nothing of it is loaded for what is refused

    print(build_report(Path(arguments[0])))
    return DONE


if __name__ == "__main__":
    run(main, __doc__)
