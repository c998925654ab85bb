"""How many conversations came, when, how, in which language and with what; nothing of people."""
