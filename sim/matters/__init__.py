"""Matters: the file itself, its clearances, hand-overs, rulings, lapses and its end."""
