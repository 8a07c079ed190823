"""Figures that only households that are to be relocated have."""
