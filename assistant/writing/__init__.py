"""How drafts are worded: sentences with sources, writers, masking, and the one door to a language model."""
