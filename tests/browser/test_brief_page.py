"""A brief, and two comparisons side by side, in a browser: accessible, silent, alone; a brief is one A4 page."""

from __future__ import annotations

import pytest

from experiments.report.beside.page import build_beside
from experiments.report.brief.page import build_brief
from tests.browser import chromium
from tests.browser.chromium import LANGUAGES, WIDTHS, Opened
from tests.browser.test_pages import verdict

pytestmark = chromium.NEEDS


@pytest.fixture(scope="module")
def brief(tmp_path_factory):
    page = verdict(tmp_path_factory.mktemp("brief") / "verdict")
    return build_brief(page.parent)[0]


def test_a_brief_breaks_no_rule_and_prints_on_one_page(brief):
    with chromium.browser() as running:
        for language in LANGUAGES:
            for width in WIDTHS:
                one = Opened(running, brief, language, width)
                assert (one.violations(), one.faults) == ([], [])
                assert one.asked == [brief.resolve().as_uri()]
                assert one.run(chromium.OVERFLOW) <= 0
                paper = one.page.pdf(prefer_css_page_size=True)
                assert paper.count(b"/Type /Page\n") == 1
                one.close()


@pytest.mark.slow
def test_two_comparisons_side_by_side_break_no_rule_and_fit_their_window(tmp_path):
    places = [verdict(tmp_path / name).parent for name in ("one", "other")]
    page = build_beside(*places)
    with chromium.browser() as running:
        for language in LANGUAGES:
            for width in WIDTHS:
                one = Opened(running, page, language, width)
                one.unfold()
                assert (one.violations(), one.faults) == ([], [])
                assert one.asked == [page.resolve().as_uri()]
                assert one.run(chromium.OVERFLOW) <= 0
                one.close()
