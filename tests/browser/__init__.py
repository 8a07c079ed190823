"""Pages in a real browser: without one, and without its client, these tests are skipped and say why."""
