"""Who is on duty, round the clock: places, shifts, swaps, absences, and warnings about gaps."""
