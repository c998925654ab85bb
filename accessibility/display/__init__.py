"""How pages look for one person: which display they chose on their device."""
