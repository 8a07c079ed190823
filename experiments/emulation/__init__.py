"""Emulators: quick stand-ins for the simulation between the points of a study, each with its error."""
