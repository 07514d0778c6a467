"""Cues, whom and when they are about, what they add up to, and what each concern obliges us to do. Pure thinking."""
