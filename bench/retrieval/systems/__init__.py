"""One file a system. Each offers `build(folder)` with `index(documents)`, `open()` and `search(query) -> document ids`."""
