"""Arms: one replication with all its arms, what is held equal between them, and running many of them."""
