"""Tables of partners and of their services, for import and export."""
