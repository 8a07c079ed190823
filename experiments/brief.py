"""Make a brief of one page, in Chinese and in English, from the tables of a comparison; the model is never run.

python -m experiments.brief results/compare

Writes brief.html, which prints on one A4 page in each language, and brief.en.docx and brief.zh.docx, to be edited:
conclusion, grounds, price, what is uncertain, and five numbers to look up before anything is believed. Exit codes:
0 done; 2 when the folder is not that of a finished comparison.
"""

from __future__ import annotations

from pathlib import Path

from experiments.study.files import noting_files
from experiments.study.front import DONE, run
from experiments.study.manifest import WITH_PAGE, read_manifest
from experiments.study.strangers import doubted
from sim.yaml_scan import ConfigError


def main(arguments: list[str]) -> int:
    """Write the brief of the one folder named; the exit code."""
    if len(arguments) != 1:
        raise ConfigError("brief: name one folder, as in python -m experiments.brief results/compare")
    folder = Path(arguments[0])
    with doubted(folder):
        kind = read_manifest(folder)["kind"]
        if kind != WITH_PAGE:
            raise ConfigError(f"{folder}: is a study of another kind ({kind}); a brief is made of a comparison")
        from experiments.report.brief.page import build_brief

        with noting_files(folder):
            written = build_brief(folder)
    print("\n".join(map(str, written)))
    return DONE


if __name__ == "__main__":
    run(main, __doc__)
