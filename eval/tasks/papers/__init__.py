"""Evaluations of reading council papers: asks, decisions, actions, measures, questions, parts."""
