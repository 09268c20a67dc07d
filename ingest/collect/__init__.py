"""Public documents from their publishers: what is listed, fetched and checked."""
