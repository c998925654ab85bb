"""Random histories of casework, and what must hold after each step of them."""
