"""I: what each statement owes itself."""
