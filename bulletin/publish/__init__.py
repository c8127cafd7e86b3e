"""Edition -> Receipt: the record of an edition, the live names, the filler, and outlets."""
