"""What followers are told, outside the pages: feeds and e-mails."""
