"""Relocation: a village of households that sign or do not, and the issues that block them."""
