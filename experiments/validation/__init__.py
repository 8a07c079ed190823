"""Validation: patterns that must show, conditions under which a task force must lose, curves and ways in."""
