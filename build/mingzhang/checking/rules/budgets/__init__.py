"""B: the final account against the departmental budget of the same body and year."""
