"""Measures: every result column, declared once, and how it is read off."""
