"""Non-interference over the whole surface: a campus with and without a secret, walked by everyone, byte for byte."""
