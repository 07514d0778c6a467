"""What would this person be shown? The product's own flow rules, run over people and stored sentences given as data."""
