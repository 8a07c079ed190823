"""Desks: queues, who is idle, who takes what, and how long it takes."""
