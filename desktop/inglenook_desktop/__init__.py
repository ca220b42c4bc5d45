"""Everything a person touches: window, terminal, store. Computes nothing."""
