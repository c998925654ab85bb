"""Pages of this room: the public directory, the list and record for staff, their forms."""
