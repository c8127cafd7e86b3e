"""Turn written news into a spoken bulletin."""

import os

__version__ = "0.1.0"

# Our matrices are small: with a second thread OpenBLAS burns twice the time of the work in waiting, and now
# and then half a second of it (measured on two cores). It reads this once, when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
