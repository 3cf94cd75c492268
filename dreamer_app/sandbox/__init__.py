"""Policy to isolated execution: one file per backend, and the self-test."""
