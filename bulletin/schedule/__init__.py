"""When: the slots of a programme, the run that fills one, the tick that misses none, and the way off air."""
