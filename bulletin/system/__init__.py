"""Programs, files and the clock: the only floor that starts a process."""
