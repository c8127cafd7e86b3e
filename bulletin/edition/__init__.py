"""Runs the rooms in order: the only place where they meet."""
