-- What other documents than inspection reports say: actions, measures, questions, events,
-- documents named, risks, terms. As before, `start` and `stop` count characters of `text`.

alter table document add column author text not null default '';
alter table ask add column themes text not null default '[]';      -- JSON list of theme ids
alter table document add column status text not null default '';   -- draft | final | ''

create table action (
    number integer primary key,
    id text not null unique,
    document text not null references document (id) on delete cascade,
    start integer not null,
    stop integer not null,
    page integer not null,
    ref text not null,
    priority text not null,
    serves text not null,              -- JSON list: numbers of the asks it serves
    lead text not null,
    partners text not null,
    due text not null,
    due_by text,
    success_measure text not null,
    measure text not null,
    current text not null,
    target text not null,
    comparators text not null,         -- JSON list
    resource text not null,
    rag text not null,
    damaged integer not null
);
create index action_document on action (document);

create table crosswalk (
    number integer primary key,
    id text not null unique,
    document text not null references document (id) on delete cascade,
    start integer not null,
    stop integer not null,
    page integer not null,
    area text not null,
    actions text not null,             -- JSON list, as printed
    count_printed integer,
    rows text not null                 -- JSON list: refs of the rows that say they serve it
);
create index crosswalk_document on crosswalk (document);

create table observation (
    number integer primary key,
    id text not null unique,
    document text not null references document (id) on delete cascade,
    start integer not null,
    stop integer not null,
    page integer not null,
    measure text not null,
    value text not null,
    amount real,
    unit text not null,
    period text not null,
    period_end text,
    who text not null,
    role text not null,
    good_is text not null,
    rag text not null,
    rag_agrees integer
);
create index observation_document on observation (document);

create table question (
    number integer primary key,
    id text not null unique,
    document text not null references document (id) on delete cascade,
    start integer not null,
    stop integer not null,
    page integer not null,
    topic text not null,
    answer text,                       -- JSON: start and end of the answer; null where none is printed
    paragraph text not null,
    kind text not null,
    themes text not null
);
create index question_document on question (document);

create table timeline_event (
    number integer primary key,
    id text not null unique,
    document text not null references document (id) on delete cascade,
    start integer not null,
    stop integer not null,
    page integer not null,
    kind text not null,
    what text not null,
    "begin" text not null,
    "end" text not null,
    body text not null
);
create index timeline_event_document on timeline_event (document);

create table mention (
    number integer primary key,
    id text not null unique,
    document text not null references document (id) on delete cascade,
    start integer not null,
    stop integer not null,
    page integer not null,
    what text not null,
    kind text not null,
    "when" text not null,
    relation text not null
);
create index mention_document on mention (document);

create table risk (
    number integer primary key,
    id text not null unique,
    document text not null references document (id) on delete cascade,
    start integer not null,
    stop integer not null,
    page integer not null,
    risk text not null,
    description text not null,
    mitigation text not null,
    rating text not null
);
create index risk_document on risk (document);

create table term (
    number integer primary key,
    id text not null unique,
    document text not null references document (id) on delete cascade,
    start integer not null,
    stop integer not null,
    page integer not null,
    short text not null,
    "long" text not null
);
create index term_document on term (document);

-- What people say of two records. Nothing is overwritten: the newest row of a pair that is
-- not undone holds. `earlier` and `later` are ids of any records; deleting documents keeps it.
create table verdict (
    number integer primary key,
    earlier text not null,
    later text not null,
    verdict text not null,             -- same | related | different
    who text not null,                 -- a role is enough
    said_at text not null,             -- ISO time, UTC
    why text not null,
    score real,                        -- the machine's at that time
    undone_at text,
    undone_by text not null default ''
);
create index verdict_pair on verdict (earlier, later);
