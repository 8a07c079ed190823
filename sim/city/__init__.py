"""The city: a scenario is initialised, lives day by day, and is shown as a Mesa model."""
