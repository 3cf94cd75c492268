"""The verdict on a candidate: one file per check, one evidence record each."""
