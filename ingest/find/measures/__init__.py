"""Values of measures, each with its period and whose it is."""
