"""The verdict of a study of plausible cities: pure functions from its tables to what may be said."""
