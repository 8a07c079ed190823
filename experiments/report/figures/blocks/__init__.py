"""Figures of cities whose blocks are assessed."""
