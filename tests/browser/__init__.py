"""Pages in a real browser: without one these tests are skipped and say why; where BROWSER_NEEDED is set they fail."""
