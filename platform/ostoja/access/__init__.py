"""Who may do what: permissions, roles as data, and the one door to every object."""
