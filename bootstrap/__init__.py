"""From a bare machine to a running product: what `make` calls, standard library only."""
