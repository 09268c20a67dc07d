"""What people added: accounts, verdicts on links, saved briefings."""
