"""Invented papers of invented councils, with their answers, made into files of many formats."""
