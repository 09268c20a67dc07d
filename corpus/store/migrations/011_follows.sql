-- In which order files came into this library. A file that is read again keeps its number, and one
-- that is taken out, too: it is not new when it comes back.
create table arrival (
    number integer primary key autoincrement,
    source text not null unique,
    came_at text not null              -- ISO time, UTC; empty where it came before this was noted
);
insert into arrival (source, came_at) select id, '' from source order by rowid;

-- What people follow. `began`, `seen` and `told` are numbers of arrivals: the last before it began, the
-- last that the follower said to have seen, and the last that an e-mail told of.
create table follow (
    id text primary key,
    who text not null,                 -- a name; empty where the library has no accounts
    what text not null,                -- search | subject | council | kind
    words text not null,
    filters text not null,             -- JSON: {"authority": ["Medway"], ...}
    exact integer not null,
    everywhere integer not null,
    token text not null unique,        -- of the feed's address
    made_at text not null,             -- ISO time, UTC, as all times here
    email text not null,               -- empty for none
    began integer not null,
    seen integer not null,
    seen_at text not null,
    told integer not null,
    told_at text not null,
    failure text not null              -- why the last e-mail was not sent; empty where it was
);

-- Lists of subjects asked about at once: never changed, so that an address always shows the same.
create table question_list (
    id text primary key,
    who text not null,
    made_at text not null,
    council text not null,
    subjects text not null,            -- JSON list
    remarks text not null              -- JSON list: what of the list was left out
);
