"""Session prep: gather what may be used, rank it, time-box it, word it with its sources. Pure: no database, no web."""
