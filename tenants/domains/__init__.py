"""The hosts under which cities answer: which may be taken, by whom, and how one is given up."""
