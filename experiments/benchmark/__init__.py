"""The benchmark: our engine beside other ways to write the same models, and what it costs as it grows."""
