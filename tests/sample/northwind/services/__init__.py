"""What several routes and jobs need."""
