"""Where people find the contact: hours, addresses, printed sheets, snippets for websites."""
