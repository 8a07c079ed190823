"""Make figures and report.html anew from the tables of a study's folder; the model is never run.

python -m experiments.report results/compare

A comparison has a page of its own; a sweep, an attribution, a validation or a fit has one with its tables and figures.
Exit codes: 0 done; 2 when the folder is not that of a finished study.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from experiments.study.files import noting_files
from experiments.study.front import DONE, run
from experiments.study.manifest import WITH_PAGE, read_manifest
from experiments.study.strangers import doubted
from sim.yaml_scan import ConfigError


def main(arguments: list[str]) -> int:
    """Build the report of the one folder named; the exit code."""
    if len(arguments) != 1:
        raise ConfigError("report: name one folder, as in python -m experiments.report results/compare")
    folder = Path(arguments[0])
    with doubted(folder):
        build = builder_of(read_manifest(folder)["kind"])
        with noting_files(folder):
            page = build(folder)
    print(page)
    return DONE


def builder_of(kind: str) -> Callable[[Path], Path]:
    """What makes the page of that kind of study; it draws, so nothing of it is loaded for what is refused."""
    if kind == WITH_PAGE:
        from experiments.report.page import build_report

        return build_report
    from experiments.report.plain import build_plain

    return build_plain


if __name__ == "__main__":
    run(main, __doc__)
