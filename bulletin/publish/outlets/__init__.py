"""One module for each kind of outlet."""
