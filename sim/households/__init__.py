"""Households: the clients whose signatures the city wants."""
