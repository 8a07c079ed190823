"""The state of a city: its clock and ledger, its record, and all rows together."""
