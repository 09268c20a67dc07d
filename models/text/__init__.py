"""Text to vectors and to features: the encoder, sentences, n-grams."""
