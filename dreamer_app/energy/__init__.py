"""EnergyManager: is the user there, is the machine free, may we dream."""
