"""The station's settings: TOML in, checked values out."""
