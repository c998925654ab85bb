"""E-mail that comes to the city's mailbox, and letters to those who wrote."""
