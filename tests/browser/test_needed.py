"""A browser that is missing is a skip with its reason elsewhere, and a failure at the gate."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.browser.conftest import NEEDED


@pytest.mark.slow
@pytest.mark.parametrize(("needed", "code", "said"), [("", 0, "1 skipped"), ("1", 1, "1 error")])
def test_without_a_browser_a_test_is_skipped_or_at_the_gate_fails(needed, code, said):
    nowhere = os.environ | {"CHROMIUM": "", "PATH": "/nowhere", NEEDED: needed}
    words = [
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "-rsf",
        "tests/browser/test_pages.py",
        "-k",
        "language_hides and verdict",
    ]
    told = subprocess.run(
        [sys.executable, *words], check=False, env=nowhere, capture_output=True, text=True, timeout=300
    )
    assert (told.returncode, "no Chromium was found" in told.stdout) == (code, True), told.stdout
    assert said in told.stdout
