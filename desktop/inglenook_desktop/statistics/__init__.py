"""What the kept figures say, beyond themselves: changes of speed that are no noise, and what an answer costs. Pure."""
