"""Is no function."""

total = 6
