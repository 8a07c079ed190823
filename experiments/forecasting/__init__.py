"""Forecasts of relocation projects: what is known of a case, its curve of signatures, and how such curves score."""
