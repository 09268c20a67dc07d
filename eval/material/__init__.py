"""What evaluations run on: the gold, the documents, twins and packs made from them."""
