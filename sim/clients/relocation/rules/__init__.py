"""The rules of one household: what visits, offers, neighbours and promises do to it; one rule a file."""
