"""Has this been asked before and since, and what became of it?"""
