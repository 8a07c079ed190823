"""The core: parameters, randomness, calendar, rows, events and the compile decorator."""
