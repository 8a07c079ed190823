"""Work: how a matter goes on from desk to desk, and what else arrives."""
