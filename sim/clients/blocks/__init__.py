"""Blocks: streets and estates whose condition is assessed, and where defects arise and come back."""
