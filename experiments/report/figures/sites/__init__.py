"""Figures of a town of sites."""
