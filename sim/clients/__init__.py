"""Clients: what work asks of them (face.py), and one folder for each kind; more kinds may lie outside."""

from sim.core.source import outside

__path__ += [str(folder) for folder in outside()]
