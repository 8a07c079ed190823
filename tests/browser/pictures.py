"""Every page as pictures: two languages, two widths, and on paper. python -m tests.browser.pictures FOLDER..."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.browser.chromium import LANGUAGES, WIDTHS, Opened, browser, executable

PAGES = ("report.html", "brief.html", "whatif.html", "beside_*.html")


def main(words: list[str]) -> int:
    """Write pictures beside each page that is found below the folders; results/ where none is named."""
    folders = [Path(word) for word in words] or [Path("results")]
    pages = sorted({path for folder in folders for kind in PAGES for path in folder.rglob(kind)})
    if not pages or not executable():
        print("no page was found; name folders of studies" if executable() else "no Chromium was found; set CHROMIUM")
        return 2
    with browser() as running:
        for page in pages:
            for where in rendered(running, page):
                print(where)
    return 0


def rendered(running: object, page: Path) -> list[Path]:
    """The pictures of one page."""
    folder = page.parent / "pictures"
    folder.mkdir(exist_ok=True)
    written = []
    for language in LANGUAGES:
        for width in WIDTHS:
            opened = Opened(running, page, language, width)
            written.append(folder / f"{page.stem}-{language}-{width}.png")
            opened.page.screenshot(path=str(written[-1]), full_page=True)
            if width == max(WIDTHS):
                written.append(folder / f"{page.stem}-{language}.pdf")
                opened.page.pdf(path=str(written[-1]), prefer_css_page_size=True, print_background=True)
            opened.close()
    return written


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
