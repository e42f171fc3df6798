"""The folder of the user, read and completed: where it stands."""
