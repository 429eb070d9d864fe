"""Times of whole runs."""
import time


def repeat(run, seconds):
    """The times of whole runs, at least one, until `seconds` have passed."""
    times, end = [], time.perf_counter() + seconds
    while not times or time.perf_counter() < end:
        times.append(clock(run))
    return times


def clock(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
