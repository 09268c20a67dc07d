-- Where an engine beside the library searches it ("engine" in `meta`), or a move to one is under
-- way ("engine_moving"): the documents that its collection lacks, or has as they were before.
-- `change` tells a later change of a document from the one that is being sent.
create table unsent (
    change integer primary key autoincrement,
    collection text not null,
    document text not null
);
