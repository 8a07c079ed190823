"""Where a browser is needed, as at the gate, a test that is skipped has failed."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

NEEDED = "BROWSER_NEEDED"  # set: whoever runs the tests has seen to it that nothing is missing


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where a browser is needed; the reason stands."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get(NEEDED):
        report.outcome, report.longrepr = "failed", f"a browser is needed ({NEEDED}): {report.longrepr[-1]}"
    return report
