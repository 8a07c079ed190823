"""Approvals: undertakings that need many reviews in an order, some by desks far away, some by experts who meet."""
