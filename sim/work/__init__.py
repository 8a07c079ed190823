"""Work: matters, clearances, desks, queues, hand-overs, rulings and what delays them."""
