"""Attribution: what share of a difference between two arms each ingredient has.

``question`` what is asked: two arms, ingredients, how many replications. ``players`` which ingredients differ between
the arms, and who stands for them. ``orders`` in which orders players may be put in place, and Shapley's mathematics.
``game`` players, orders and coalitions together, and the experiment that runs them. ``coalitions`` one replication
under each coalition, and the values found. ``shares`` the tables made of these. ``of_comparison`` the same question,
asked by a comparison beside itself. ``dotted`` reading and writing groups of values.
"""
