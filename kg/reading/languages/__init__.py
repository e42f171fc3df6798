"""The words of each language, one JSON file each; another language is another file."""
