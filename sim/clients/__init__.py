"""Clients: what work asks of them (face.py), and one folder for each kind."""
