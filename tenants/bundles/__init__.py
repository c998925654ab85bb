"""One city as one encrypted file: backup, restore, move."""
