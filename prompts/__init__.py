"""The words sent to models: versioned, locked, with blanks and no logic."""
