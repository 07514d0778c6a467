"""Reviewed documents and dated policies: what the program has decided to know and to do."""
