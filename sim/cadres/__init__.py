"""Cadres: the people who do the work, and who are missed where they were taken from."""
