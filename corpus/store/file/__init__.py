"""The library as a file: shared among threads, checked, copied, and read where it is damaged."""
