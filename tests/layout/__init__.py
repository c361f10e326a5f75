"""How the code is laid out, in figures."""
