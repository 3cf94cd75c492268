"""What a face (tray, terminal) may call; assembly picks the implementations."""
