"""What proposes passages by words and meaning: the library itself, or Milvus beside it."""
