-- The newest committed revision, and the history partition that is being written. The one row is the lock that orders all writers.
CREATE TABLE ledger_head (
    one_row boolean PRIMARY KEY CHECK (one_row),
    revision bigint NOT NULL,
    partition_number bigint NOT NULL,
    partition_first bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO ledger_head VALUES (true, 0, 0, 0);

-- Every object as it is now. The key is "group/resource/namespace/name". Room in the pages lets updates stay in them (HOT),
-- and large objects are kept as they are: compressing costs more than it saves.
CREATE TABLE current_state (
    key text COLLATE "C" PRIMARY KEY,
    revision bigint NOT NULL,
    json bytea NOT NULL
) WITH (fillfactor = 75);
ALTER TABLE current_state ALTER COLUMN json SET STORAGE EXTERNAL;

-- The tables that hold the history of changes: history_<number>, made by the writer as it goes, dropped whole.
-- They are not partitions of one table in PostgreSQL's sense, whose making and dropping would lock out the readers of all.
CREATE TABLE history_partition (
    number bigint PRIMARY KEY,
    first_revision bigint NOT NULL
);
