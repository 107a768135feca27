"""Chinese questions about the figures, read by a fixed grammar: what is not understood is said, never guessed."""
