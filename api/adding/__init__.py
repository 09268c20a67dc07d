"""Files into the library, from the command line and from the pages."""
