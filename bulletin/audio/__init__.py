"""Pure sample tools on numpy: meters, limiter, resampling, synthesis. No file, no program.

Import from the modules; this package loads nothing, so that `bulletin --help` stays quick.
"""

import os

# Our matrices are small: with a second thread OpenBLAS burns twice the time of the work in waiting, and now
# and then half a second of it (measured on two cores). It reads this once, when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
