"""Script: from stories to everything the listener will hear, in order."""
