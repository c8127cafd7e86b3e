"""Script and clips become one level, tagged file, measured after it has been decoded.

For the others: `programme.master`, `programme.make_filler`, `measure.hear`, `measure.measure`,
`measure.measure_with_ffmpeg`, `tags.Tags`, `gate.faults` and `formats.formats`. They bring numpy, so
nothing is loaded here.
"""
