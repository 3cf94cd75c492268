"""DreamEngine, ScenarioWeaver, CoderAgent: the phases of one night."""
