"""The portal for assistants, by the Model Context Protocol: the same figures as the pages give, each with its evidence."""
