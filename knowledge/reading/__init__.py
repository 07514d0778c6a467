"""Readers of files: whatever a college has, as Documents with sections that can be cited."""
