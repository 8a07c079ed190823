"""Staffing: who becomes a member, set-up and familiarity."""
