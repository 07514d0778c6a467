"""What messy notes hold, found by rule: who promised what by when, next steps, struggles, wins, courses, dates."""
