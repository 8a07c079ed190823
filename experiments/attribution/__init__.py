"""Attribution: how much of the difference between two arms each of their ingredients explains."""
