"""Turn written news into a spoken bulletin."""

__version__ = "0.1.0"
