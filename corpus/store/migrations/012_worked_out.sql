-- What models worked out and a later start need not work out again, by a digest of all that it
-- rests on; `kind` says what it is, and meta names the version of the models for each kind. May be
-- emptied at any time. What was read in a document goes with it.
create table worked_out (
    number integer primary key,
    kind text not null,                -- weights | issues | vectors
    digest blob not null,
    value blob not null,               -- JSON text; of a vector its row, float16
    document text references document (id) on delete cascade,
    unique (kind, digest)
);
create index worked_out_document on worked_out (document) where document is not null;

-- How alike pairs of statements are had a table of its own; 17 digits give back each number.
insert into worked_out (kind, digest, value)
select 'weights', pair, printf('[%!.17g, %!.17g]', same, related) from pair_weight;
drop table pair_weight;
