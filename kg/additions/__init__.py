"""From records to Turtle files, planned first."""
