"""Pure sample tools on numpy: meters, limiter, resampling, synthesis. No file, no program.

Import from the modules; this package loads nothing, so that `bulletin --help` stays quick.
"""
