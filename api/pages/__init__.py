"""The pages, one file a desk. Each calls the same use cases as the JSON API."""
