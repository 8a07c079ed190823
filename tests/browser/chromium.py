"""Debian's Chromium, driven by Playwright's client, and what is asked of a page in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

LANGUAGES = ("en", "zh")
WIDTHS = {1280: 900, 390: 844}  # pixels: a desk and a phone
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--no-first-run", "--disable-dev-shm-usage"]  # fmt: skip


def executable() -> str:
    """Where a browser stands: CHROMIUM, or the first of the usual names; empty where there is none."""
    named = os.environ.get("CHROMIUM", "")
    return named or next((path for path in map(shutil.which, NAMES) if path), "")


def missing() -> str:
    """What a test in a browser lacks here, and how to get it; empty where nothing is missing."""
    if find_spec("playwright") is None:
        return "Playwright's client is not installed: pip install playwright"
    if find_spec("axe_playwright_python") is None:
        return "the rules of axe are not installed: pip install axe-playwright-python"
    return "" if executable() else "no Chromium was found: install it or set CHROMIUM"


NEEDS = pytest.mark.skipif(bool(missing()), reason=missing() or "nothing is missing")


@contextmanager
def browser() -> Iterator[Any]:
    """A browser that runs; its client has to be installed."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as client:
        running = client.chromium.launch(executable_path=executable(), args=FLAGS)
        try:
            yield running
        finally:
            running.close()


class Opened:
    """A page that is open in a language and at a width, with what it said and asked for meanwhile."""

    def __init__(self, running: Any, path: Path, language: str, width: int) -> None:
        context = running.new_context(viewport={"width": width, "height": WIDTHS[width]}, has_touch=width < 500)
        self.page = context.new_page()
        self.faults: list[str] = []
        self.asked: list[str] = []
        self.page.on(
            "console", lambda said: self.faults.append(said.text) if said.type in {"error", "warning"} else None
        )
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.resolve().as_uri())
        self.page.locator(f"#say-{language}").check(force=True)

    def run(self, script: str) -> Any:
        """What a script of ours finds in the page."""
        return self.page.evaluate(script)

    def unfold(self) -> None:
        """Open every fold."""
        self.run("() => document.querySelectorAll('details').forEach(one => one.open = true)")

    def violations(self) -> list[str]:
        """Rules of WCAG 2.2 A and AA that the page breaks."""
        import axe_playwright_python

        self.page.add_script_tag(path=str(Path(axe_playwright_python.__file__).parent / "axe.min.js"))
        told = self.page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
        return [f"{one['id']}: {node['html'][:160]}" for one in told["violations"] for node in one["nodes"]]

    def close(self) -> None:
        """End it."""
        self.page.context.close()


OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALLEST = """where => Math.min(...[...document.querySelectorAll(where + ' svg text')]
  .filter(one => one.getClientRects().length)
  .map(one => { const m = one.getScreenCTM();
    return parseFloat(getComputedStyle(one).fontSize) * Math.hypot(m.a, m.b); }))
"""
OUTSIDE_FOLDS = """() => [...document.querySelectorAll('article')]
  .filter(one => one.getClientRects().length).map(one => {
  const copy = one.cloneNode(true);
  copy.querySelectorAll('.fold, svg').forEach(part => part.remove());
  return copy.textContent; }).join(' ')"""
REACHABLE = """() => [...document.querySelectorAll('a[href], button, summary, input, [tabindex="0"]')]
  .filter(one => one.checkVisibility()).length"""
FOCUSED = """() => {
  const one = document.activeElement;
  window.seen = window.seen || [];
  if (one && one !== document.body && !window.seen.includes(one)) window.seen.push(one); }"""
HIDDEN_ON_PAPER = """() => [...document.querySelectorAll('details > :not(summary)')].filter(one => {
  const article = one.closest('article');
  if (article && !article.getClientRects().length) return false;
  return !one.checkVisibility({contentVisibilityAuto: true}) || one.getBoundingClientRect().height === 0; }).length"""
BOTTOM = """where => Math.max(...[...document.querySelectorAll(where)].filter(one => one.getClientRects().length)
  .map(one => one.getBoundingClientRect().bottom))"""
