"""Lists of subjects: read from what somebody gives, and answered as a table."""
