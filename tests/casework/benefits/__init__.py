"""The room of benefits in kind."""
