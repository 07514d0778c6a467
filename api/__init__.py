"""The front door for browsers and programs."""
