"""DatasetCurator: what is exported, and in which formats."""
