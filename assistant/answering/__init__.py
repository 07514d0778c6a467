"""A question on its way to an answer: an ordered list of steps, each with one reason to stop. Pure."""
