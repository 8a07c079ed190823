"""Coordination: the ingredients, and how a mode arranges desks."""
