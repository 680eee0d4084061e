"""What follows from the statements: computed inside an edition, after filtering, never stored as said by anyone."""
