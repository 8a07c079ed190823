"""Figures of cities with approvals to grant."""
