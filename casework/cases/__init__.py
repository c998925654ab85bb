"""Cases: a person's situation, their needs, notes, and who leads."""
