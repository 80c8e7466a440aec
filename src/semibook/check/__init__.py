"""What is wrong with a vintage or a reference table, in words."""
