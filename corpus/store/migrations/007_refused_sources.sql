-- Which bytes were refused, and by which version of the rules: not to be read again by it.
alter table refused add column source text not null default '';
alter table refused add column reading text not null default '';
