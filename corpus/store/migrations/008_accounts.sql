-- What was looked for in a document, what was found, what is missing: `corpus.account`. A table
-- of its own, for a column would stand behind the text and layout of each document.
create table account (
    document text primary key references document (id) on delete cascade,
    looked_for text not null,          -- JSON: [[what, how many], ...]
    missing text not null              -- JSON: [[kind, what, what next, [pages]], ...]
);

-- Why the kind is not certain; empty where it is.
alter table document add column kind_doubt text not null default '';

-- What a reader noted is kept by kind and page: [["unread", "an image", 3], ...].
update document set notes = (
    select json_group_array(json_array('about', each.value, null))
    from json_each(document.notes) as each
);
