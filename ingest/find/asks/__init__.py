"""What a document asks for, by the kind of document."""
