"""Evaluation: what being watched does to a team."""
