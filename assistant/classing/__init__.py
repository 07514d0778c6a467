"""Hearing by meaning what the rules' words miss: a small head on the sentence's vector, only ever more confidential."""
