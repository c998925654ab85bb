"""Pages of this room for staff: conversations, and the places where people begin."""
