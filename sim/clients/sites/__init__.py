"""Sites: where earth is dug or filled in, and how it gets from one to the other."""
