"""Two comparisons beside each other: what differs first, then what each says, and whether they agree."""
