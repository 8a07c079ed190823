"""The driver's memory: ten times as many runs take a tenth more at most."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOLD = """
import sys
from experiments.benchmark.children import own_peak_mb
from tests import toy
assert toy.main(sys.argv[1:]) == 0
print(own_peak_mb())
"""


@pytest.mark.slow
def test_a_hundred_thousand_runs_take_a_tenth_more_memory_than_ten_thousand_at_most(tmp_path):
    peaks = []
    for runs in (10_000, 100_000):
        told = {"units": runs // 2, "points": 2, "executor": {"kind": "processes", "workers": 1}}
        words = [sys.executable, "-c", TOLD, str(tmp_path / str(runs)), json.dumps(told)]
        done = subprocess.run(words, check=False, capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == 0, done.stderr
        peaks.append(float(done.stdout.split()[-1]))
    print(f"peak of the driver: {peaks[0]:.0f} MB at 10,000 runs, {peaks[1]:.0f} MB at 100,000")
    assert peaks[1] <= 1.1 * peaks[0]
