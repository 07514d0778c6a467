"""The door in the terminal."""
