"""Run the command line as ``python -m kg``."""

from kg.start import main

main()
