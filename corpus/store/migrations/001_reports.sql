-- Sources, their documents, and what is found in them.
-- A record's `start` and `stop` count characters of its document's `text`:
-- substr(text, start + 1, stop - start) is the quotation.

create table meta (
    name text primary key,
    value text not null
);
insert into meta values ('generation', '0');

create table source (
    id text primary key,               -- SHA-256 of the file's bytes
    name text not null,
    title text not null,
    publisher text not null,
    kind text not null,
    authority text not null,
    url text not null,
    licence text not null,
    published text,                    -- ISO date, as all dates here
    publish_not_before text,
    fetched_on text,
    path text not null,                -- where the file was read from
    reading text not null              -- version of the rules that read it
);

create table document (
    number integer primary key,
    id text not null unique,
    source text not null references source (id) on delete cascade,
    part integer not null,
    title text not null,
    kind text not null,
    framework text not null,
    authority text not null,
    event_kind text,                   -- null: no event
    event_start text,
    event_end text,
    published text,
    published_from text not null,
    reader text not null,
    notes text not null,               -- JSON list
    text text not null,
    layout blob not null               -- zlib of JSON: pages, blocks, lines, sections
);
create index document_source on document (source);
create index document_authority on document (authority, published);

create table passage (
    number integer primary key,        -- also the rowid in the keyword index
    id text not null unique,
    document text not null references document (id) on delete cascade,
    start integer not null,
    stop integer not null,
    page integer not null,             -- PDF page on which it starts
    paragraph text not null
);
create index passage_document on passage (document);

create table ask (
    number integer primary key,
    id text not null unique,
    document text not null references document (id) on delete cascade,
    start integer not null,
    stop integer not null,
    page integer not null,
    kind text not null,
    printed_number text not null,
    assigned_number text not null,
    timescale text not null,
    addressee text not null,
    section text not null,
    "references" text not null,        -- JSON list of paragraph numbers
    origin text not null
);
create index ask_document on ask (document);

create table judgement (
    number integer primary key,
    document text not null references document (id) on delete cascade,
    start integer not null,
    stop integer not null,
    page integer not null,
    area text not null,
    grade text not null,
    grade_as_printed text not null,
    framework text not null
);
create index judgement_document on judgement (document);

create table finding (
    number integer primary key,
    id text not null unique,
    document text not null references document (id) on delete cascade,
    start integer not null,
    stop integer not null,
    page integer not null,
    stance text not null,
    themes text not null,              -- JSON list of theme ids
    paragraph text not null,
    confidence real not null
);
create index finding_document on finding (document);

-- One matrix a document: the unit rows of its passages, float16, in the order of the
-- passages' numbers; `counts` is how many rows each passage has, a JSON list. The
-- encoder's name stands in `meta`.
create table embedding (
    number integer primary key,
    document text not null unique references document (id) on delete cascade,
    counts text not null,
    vectors blob not null
);

create table refused (
    path text primary key,
    reason text not null
);
