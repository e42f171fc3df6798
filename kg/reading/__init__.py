"""From a document to proposed claims, each with the words that show it."""
