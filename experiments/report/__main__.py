"""Make figures and report.html anew from the tables of a study's folder; the model is never run.

python -m experiments.report results/compare
python -m experiments.report results/compare results/other

A comparison has a page of its own; a sweep, an attribution, a validation or a fit has one with its tables and figures.
Two comparisons have a page on both, in the folder that is named first: what differs, what each says, if they agree.
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

PAIR = 2


def main(arguments: list[str]) -> int:
    """Build the report of the one folder named, or the page on two; the exit code."""
    if len(arguments) == PAIR:
        print(beside(Path(arguments[0]), Path(arguments[1])))
        return DONE
    if len(arguments) != 1:
        raise ConfigError("report: name one folder, or two, as in python -m experiments.report results/compare")
    folder = Path(arguments[0])
    with doubted(folder):
        build = builder_of(read_manifest(folder)["kind"])
        with noting_files(folder):
            page = build(folder)
    print(page)
    return DONE


def beside(first: Path, second: Path) -> Path:
    """Build the page on two comparisons; raises ConfigError where one of them is none."""
    for folder in (first, second):
        with doubted(folder):
            kind = read_manifest(folder)["kind"]
            if kind != WITH_PAGE:
                raise ConfigError(
                    f"{folder}: is a study of another kind ({kind}); two comparisons can be set side by side"
                )
    from experiments.report.beside.page import build_beside

    with doubted(first), doubted(second), noting_files(first):
        return build_beside(first, second)


def builder_of(kind: str) -> Callable[[Path], Path]:
    """What makes the page of that kind of study; it draws, so nothing of it is loaded for what is refused."""
    if kind == WITH_PAGE:
        from experiments.report.page import build_report

        return build_report
    from experiments.report.plain import build_plain

    return build_plain


if __name__ == "__main__":
    run(main, __doc__)
