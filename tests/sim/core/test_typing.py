"""What a type checker sees inside a rule: a misspelt field, a wrong argument, a word that is none."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
RULES = """
from sim.core.compiling import compiled, internal
from sim.core.rows import Rows
from sim.cadres.state import Cadre, Post


@internal
def rested(cadre: Cadre, share: float) -> float:
    return cadre.fatigue * share


@compiled
def all_rested(cadres: Rows[Cadre]) -> float:
    total = 0.0
    for c in range(len(cadres)):
        total += rested(cadres[c], 0.5)
        total += cadres[c].fatige
        total += rested(cadres[c], "much")
        total += rested(cadres, 0.5)
        total += cadres[c].post == Post.AT_HOM
    return total
"""


def test_a_misspelt_field_and_a_wrong_argument_inside_a_rule_are_found(tmp_path):
    path = tmp_path / "rules.py"
    path.write_text(RULES)
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"),
               "--cache-dir", str(tmp_path / "cache"), str(path)]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    said = [line.partition("rules.py:")[2] for line in done.stdout.splitlines() if "rules.py:" in line]
    assert [line.partition(":")[0] for line in said] == ["16", "17", "18", "19"], done.stdout
    assert '"Cadre" has no attribute "fatige"; maybe "fatigue"?' in said[0]
    assert 'Argument 2 to "rested" has incompatible type "str"; expected "float"' in said[1]
    assert 'expected "Cadre"' in said[2]
    assert "AT_HOM" in said[3]
