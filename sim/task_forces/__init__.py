"""Task forces: the team, its mandate and the stages of its life."""
