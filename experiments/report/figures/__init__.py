"""Figures: one file a question that a reader asks; each takes the results and gives a matplotlib figure."""
