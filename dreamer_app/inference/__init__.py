"""The model: its child process, batching, sampling, discovery and fit."""
