"""The steps of an answer, one a file: each takes a Turn and the desk, and returns a richer Turn or an Answer."""
