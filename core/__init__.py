"""Settings, errors, clock, ids and logs: what every room may use, and nothing about mentoring."""
