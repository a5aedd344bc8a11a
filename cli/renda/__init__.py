"""The command line. No legal knowledge lives here."""
