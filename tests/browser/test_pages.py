"""Every kind of page in a browser: accessible, silent, alone, no wider than its window, readable, whole on paper."""

from __future__ import annotations

import re

import pytest

from experiments import compare, explain, fit, sweep
from experiments.report.page import build_report
from experiments.report.plain import build_plain
from tests.browser import chromium
from tests.browser.chromium import LANGUAGES, WIDTHS, Opened
from tests.experiments.plausible import NO_CASE, asked, folder_of, frames
from tests.experiments.test_people_report import SMALL as CITY
from tests.experiments.test_study import TINY
from tests.experiments.test_verdict_page import ARMS, CITIES
from tests.faults.doors import SWEEP
from tests.faults.test_pages import EXPLAIN, MAP

pytestmark = chromium.NEEDS

ENGLISH, CHINESE = 600, 1000  # words and characters outside folds
LEAST = 12.0  # pixels of a letter: nine points on paper
HEAVIEST = 1_500_000  # bytes
TABS = 400


def verdict(path):
    """The page of plausible cities, from hand-made tables."""
    ask = asked(ARMS, ("joint_meeting",), ("siloed", "joint_meeting", "redesigned_silo"), NO_CASE)
    folder_of(path, *frames(CITIES), ask)
    return build_report(path)


def made(main, words, build):
    """A way to make a page by a command."""

    def make(path):
        assert main([*words, f"output={path}"]) == 0
        return build(path)

    return make


ONE_POINT = [word for word in TINY if "_replications" not in word]
KINDS = {
    "verdict": verdict,
    "one point": made(
        compare.main,
        [*ONE_POINT, "study.rival_replications=4", "study.attribution_replications=4", "replications=8"],
        build_report,
    ),
    "projects": made(compare.main, [*CITY, "arms=[siloed,task_force]", "replications=2"], build_report),
    "sweep": made(sweep.main, [*SWEEP, MAP], build_plain),
    "attribution": made(explain.main, EXPLAIN, build_plain),
    "fit": made(fit.main, ["explanation=abandoned", "replications=2", "executor=serial"], build_plain),
}
SLOW = [pytest.param(name, marks=pytest.mark.slow) for name in KINDS if name != "verdict"]


@pytest.fixture(scope="module")
def running():
    with chromium.browser() as one:
        yield one


@pytest.fixture(scope="module", params=["verdict", *SLOW])
def page(request, tmp_path_factory):
    """The page of a kind of study."""
    name = request.param
    return KINDS[name](tmp_path_factory.mktemp("browser") / name.replace(" ", "_"))


@pytest.fixture(
    params=[(language, width) for language in LANGUAGES for width in WIDTHS], ids=lambda one: f"{one[0]} {one[1]}"
)
def opened(request, running, page):
    """The page in a language and at a width."""
    one = Opened(running, page, *request.param)
    yield one
    one.close()


def test_it_breaks_no_rule_says_nothing_and_asks_for_nothing(opened, page):
    opened.unfold()
    assert opened.violations() == []
    assert opened.faults == []
    assert [url for url in opened.asked if not url.startswith(("data:", page.resolve().as_uri()))] == []
    assert page.stat().st_size < HEAVIEST


def test_it_is_no_wider_than_its_window_folded_or_not(opened):
    assert opened.run(chromium.OVERFLOW) <= 0
    opened.unfold()
    assert opened.run(chromium.OVERFLOW) <= 0


def test_letters_of_figures_can_be_read(opened):
    """Twelve pixels or more, in the figure of the first screen and in those of the researcher's part."""
    opened.unfold()
    smallest = opened.page.evaluate(chromium.SMALLEST, "figure")
    assert smallest is None or smallest >= LEAST - 0.05


def test_the_keyboard_reaches_everything(opened):
    opened.unfold()
    opened.page.keyboard.press("Tab")
    for _ in range(TABS):
        opened.run(chromium.FOCUSED)
        opened.page.keyboard.press("Tab")
    seen = opened.run("() => window.seen.filter(one => one.checkVisibility()).length")
    assert seen >= opened.run(chromium.REACHABLE) - 1  # of two round buttons, one is reached by arrows


def test_what_stands_outside_folds_is_short(opened):
    text = opened.run(chromium.OUTSIDE_FOLDS)
    han = len(re.findall(r"[\u4e00-\u9fff]", text))
    assert han <= CHINESE
    assert han > 100 or len(text.split()) <= ENGLISH


def test_the_first_screen_holds_question_answer_certainty_price_and_what_it_cannot_say(opened):
    width = opened.page.viewport_size["width"]
    if width != max(WIDTHS):
        assert opened.page.evaluate(chromium.BOTTOM, ".question, .answer li:first-child") <= WIDTHS[width]
        return
    assert opened.page.evaluate(chromium.BOTTOM, ".question, .answer, .trust") <= WIDTHS[width]


def test_folds_are_open_on_paper_and_letters_large_enough(opened):
    opened.page.emulate_media(media="print")
    assert opened.run(chromium.HIDDEN_ON_PAPER) == 0
    smallest = opened.page.evaluate(chromium.SMALLEST, "figure.finding")
    assert smallest is None or smallest >= LEAST - 0.05


def test_a_language_hides_the_other(running, page):
    for language, other in zip(LANGUAGES, LANGUAGES[::-1], strict=True):
        one = Opened(running, page, language, 1280)
        assert one.page.locator(f"article.{language}").is_visible()
        assert not one.page.locator(f"article.{other}").is_visible()
        one.close()
