"""How days are written in each language, where it is not as Django writes them."""
