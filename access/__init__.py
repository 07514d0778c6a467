"""Who may see and do what, and which sentence may flow to whom. These are the files people audit."""
