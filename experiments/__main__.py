"""The commands that there are, a line each.

python -m experiments

Every command has ``--help``. Exit codes: 0; 2 for an argument, as commands are modules: python -m experiments.compare
"""

from __future__ import annotations

import sys

from experiments.study.help import commands, files, leave

if __name__ == "__main__":
    if len(sys.argv) > 1:
        known = f"experiments.{sys.argv[1]}" in files()
        name = sys.argv[1] if known else "compare"
        print(f"experiments takes no argument; run a command as python -m experiments.{name} ...", file=sys.stderr)
        sys.exit(2)
    leave("\n".join([*commands(), "\n--help after any of them says more."]))
