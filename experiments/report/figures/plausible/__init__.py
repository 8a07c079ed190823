"""Figures of a verdict over plausible cities, drawn from its tables."""
