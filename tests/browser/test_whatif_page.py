"""The page of sliders in a browser: it answers as Python does, refuses what was not simulated, and breaks no rule."""

from __future__ import annotations

import json

import numpy as np
import pytest

from experiments import whatif
from experiments.emulation.emulator import emulator_from
from experiments.emulation.judged import SHOWN
from tests.browser import chromium
from tests.browser.chromium import LANGUAGES, WIDTHS, Opened
from tests.experiments.test_whatif import SMALL, lenient

pytestmark = [chromium.NEEDS, pytest.mark.slow]
CLOSE = 1e-6


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A tiny study whose emulators are all shown, good or not: it is the script that is tried."""
    where = tmp_path_factory.mktemp("whatif") / "study"
    with pytest.MonkeyPatch.context() as patch:
        lenient(patch)
        assert whatif.main([*SMALL, f"output={where}"]) == 0
    return where


@pytest.fixture(scope="module")
def running():
    with chromium.browser() as one:
        yield one


@pytest.fixture(
    params=[(language, width) for language in LANGUAGES for width in WIDTHS], ids=lambda one: f"{one[0]} {one[1]}"
)
def opened(request, running, folder):
    one = Opened(running, folder / "whatif.html", *request.param)
    yield one
    one.close()


def test_it_breaks_no_rule_asks_for_nothing_and_fits_its_window(opened, folder):
    opened.unfold()
    assert opened.violations() == []
    assert opened.faults == []
    assert [url for url in opened.asked if not url.startswith((folder / "whatif.html").resolve().as_uri())] == []
    assert opened.run(chromium.OVERFLOW) <= 0
    assert opened.page.evaluate(chromium.SMALLEST, "figure") >= 12.0


def test_the_keyboard_reaches_and_moves_every_slider(opened):
    count = opened.run(
        "() => [...document.querySelectorAll('input[type=range]')].filter(o => o.checkVisibility()).length"
    )
    reached = set()
    for _ in range(60):
        opened.page.keyboard.press("Tab")
        name = opened.run(
            "() => { const o = document.activeElement; return o.type === 'range' ? o.dataset.name || o.id : ''; }"
        )
        if name and name not in reached:
            before = opened.run("() => document.activeElement.value")
            opened.page.keyboard.press("ArrowRight")
            assert opened.run("() => document.activeElement.value") != before
            reached.add(name)
    assert len(reached) == count > 0


def test_the_script_answers_as_python_does(running, folder):
    one = Opened(running, folder / "whatif.html", "en", 1280)
    told = json.loads((folder / "emulator.json").read_text(encoding="utf-8"))["under"]
    rows = np.random.Generator(np.random.Philox(3)).random((25, 2))
    compared = 0
    for name, under in told.items():
        for output, arms in under["outputs"].items():
            for arm, kept in arms.items():
                if kept["state"] != SHOWN:
                    continue
                ours = emulator_from(kept, np.array(under["points"])).at(rows)
                theirs = one.page.evaluate(
                    "([name, output, arm, rows]) => { const u = whatif.D.under[name]; "
                    "return rows.map(r => whatif.evaluate(u.outputs[output][arm], u.points, r)); }",
                    [name, output, arm, rows.tolist()],
                )
                np.testing.assert_allclose(theirs, ours, rtol=CLOSE, atol=CLOSE)
                compared += 1
    assert compared > 1
    one.close()


def test_what_was_not_simulated_is_refused(running, folder):
    one = Opened(running, folder / "whatif.html", "en", 1280)
    ask = "values => { whatif.state.values[whatif.state.explanation] = values; return whatif.answers().refused || ''; }"
    under = json.loads((folder / "emulator.json").read_text(encoding="utf-8"))["under"]["lapse"]
    first, second = under["sliders"]
    middle = [(s["low"] + s["high"]) / 2 for s in (first, second)]
    assert one.page.evaluate(ask, middle) == ""
    assert one.page.evaluate(ask, [first["high"] + 0.01, middle[1]]) == "outside"
    one.run("() => { whatif.D.under.lapse.reach = 0; }")
    assert one.page.evaluate(ask, middle) == "far"
    one.close()


def test_a_city_is_stepped_and_played_to_its_last_day_by_keyboard(opened, folder):
    language = opened.run("() => document.querySelector('[name=say]:checked').value")
    told = json.loads((folder / "played.json").read_text(encoding="utf-8"))["arms"]
    frames, page = told["orders"]["frames"], opened.page
    where = page.locator(f"#{language}-date")
    assert f"{frames[0]['day']}" in where.inner_text()
    page.locator(f"#{language}-on").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert opened.run("() => whatif.played.frame") == 2
    page.locator(f"#{language}-play").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => whatif.played.frame === {len(frames) - 1} && !whatif.played.timer", timeout=60_000)
    for side, arm in (("left", "orders"), ("right", "task_force")):
        room, last = page.locator(f"#{language}-{side}"), told[arm]["frames"][-1]
        assert room.locator(".map path").count() == len(last["cells"])
        assert f"{len(last['cells']) - last['stand'][2]:.0f}" in room.locator(".stand").inner_text()
        assert str(last["members"]) in room.locator(".team").inner_text()
    page.locator(f"#{language}-left select").select_option("task_force")
    assert opened.run("() => whatif.played.left") == "task_force"
    assert opened.faults == []
