"""The members' web pages: a module for each page, its template beside it; no scripts needed."""
