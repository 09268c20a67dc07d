-- The parts of a compound ask: JSON list of [[start, end] in the document's text, page].

alter table ask add column parts text not null default '[]';
