"""The librarian: passages, their index, and how they are found."""
