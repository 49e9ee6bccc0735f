-- The newest committed revision.
CREATE TABLE ledger_head (
    one_row INTEGER PRIMARY KEY CHECK (one_row = 1),
    revision INTEGER NOT NULL
) STRICT;
INSERT INTO ledger_head VALUES (1, 0);

-- Every object as it is now. The key is "group/resource/namespace/name". The rows are in the order of creation, so that
-- creating objects appends pages instead of splitting them.
CREATE TABLE current_state (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    json BLOB NOT NULL
) STRICT;

-- The tables that hold the history of changes: history_<number>, made by the writer as it goes, dropped whole.
CREATE TABLE history_partition (
    number INTEGER PRIMARY KEY,
    first_revision INTEGER NOT NULL
) STRICT;
