"""Values, states, events, ports and errors: what every room may know. Standard library only."""
