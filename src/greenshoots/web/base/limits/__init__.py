"""How often a stranger may guess: counts of wrong tries, shared by processes, gone with the ten minutes they are of."""
