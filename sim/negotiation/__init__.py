"""Negotiation: what visits, offers, neighbours and promises do to a household."""
