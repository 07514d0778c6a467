"""The mind: use cases, and pure thinking that knows no database and no web."""
