"""What minutes and decision sheets tell: decisions, members' questions, actions given."""
