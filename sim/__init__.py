"""The model; it knows nothing of experiments."""
