"""How cities' schemas come into being and stay up to date, quickly and all alike."""
