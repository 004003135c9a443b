"""Who may do what: passwords and tokens for people, a key for machines."""
