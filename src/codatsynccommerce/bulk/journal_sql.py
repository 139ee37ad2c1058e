"""The tables of a SQLite journal and the statements on them."""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0xC0DA7
"""SQLite's application id of a journal, so that no other database is taken for one."""
VERSION: Final = 3
"""Version of the tables, as SQLite's user version. 1 was never released."""
OLDEST_VERSION: Final = 2
"""The oldest version that a run upgrades. Reports and events need nothing of what came later."""

CREATE: Final = """
CREATE TABLE journal (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE targets (
    id INTEGER PRIMARY KEY, company TEXT NOT NULL, connection TEXT NOT NULL, path TEXT NOT NULL UNIQUE,
    mixed_up INTEGER NOT NULL DEFAULT 0
);
INSERT INTO targets VALUES (0, '', '', '', 0);
CREATE TABLE records (
    position INTEGER PRIMARY KEY, state TEXT NOT NULL, target INTEGER NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL,
    sent_earliest REAL, sent_latest REAL, response_stored INTEGER NOT NULL DEFAULT 0, operation TEXT, requested REAL,
    record_id TEXT, error TEXT, warnings TEXT, resolved INTEGER NOT NULL DEFAULT 0, conflict TEXT
);
CREATE TABLE content (position INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE operations (operation TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE candidates (
    company TEXT NOT NULL, operation TEXT NOT NULL, requested REAL, data_type TEXT, status TEXT,
    PRIMARY KEY (company, operation)
) WITHOUT ROWID;
CREATE TABLE events (operation TEXT PRIMARY KEY, state TEXT NOT NULL, record_id TEXT, error TEXT) WITHOUT ROWID;
CREATE INDEX unsettled ON records (state, position) WHERE state IN ('ready', 'sending');
CREATE INDEX conflicts ON records (conflict) WHERE conflict IS NOT NULL;
"""
UPGRADE: Final = (
    "ALTER TABLE records ADD COLUMN conflict TEXT",
    "ALTER TABLE targets ADD COLUMN mixed_up INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX conflicts ON records (conflict) WHERE conflict IS NOT NULL",
)
"""From version 2 to 3, besides the conflicts themselves."""
CONFLICTS_IN_ERRORS: Final = """SELECT position, error, sent_earliest, sent_latest FROM records
    WHERE state = 'sending' AND error LIKE 'the response names push operation %, which belongs to record %'"""
"""Version 2 kept a conflict in the text of the error."""

_RECORD = """SELECT position, digest, company, connection, path, body, key, state, sent_earliest, sent_latest,
    response_stored, error, conflict
    FROM records JOIN targets ON targets.id = records.target LEFT JOIN content USING (position) """
FIND: Final = _RECORD + "WHERE records.position = ?"
_RECORDS = _RECORD + "WHERE state = {} AND records.position > ? ORDER BY records.position LIMIT ?"
RECORDS: Final = {
    # As literals, or SQLite could not see that the index on the unsettled records covers them.
    state: _RECORDS.format(f"'{state}'")
    for state in ("ready", "sending", "pending", "succeeded", "failed", "timed out")
}
STATE: Final = "SELECT state FROM records WHERE position = ?"
COUNTS: Final = "SELECT state, COUNT(*) FROM records GROUP BY state"
COUNT_AFTER: Final = "SELECT COUNT(*) FROM records WHERE position > ?"
LAST_POSITION: Final = "SELECT COALESCE(MAX(position), -1) FROM records"
PENDING_COMPANIES: Final = """SELECT company, COUNT(*), MIN(requested) FROM records JOIN targets ON targets.id = target
    WHERE state = 'pending' GROUP BY company"""

ADD_TARGET: Final = "INSERT INTO targets (company, connection, path) VALUES (?, ?, ?)"
TARGETS: Final = "SELECT company, connection, path, id FROM targets"
ADD: Final = """INSERT INTO records (position, state, target, key, digest, sent_earliest, error)
    VALUES (?, ?, ?, ?, ?, ?, ?)"""
KEEP_CONTENT: Final = "INSERT OR IGNORE INTO content VALUES (?, ?)"
FORGET_ENDED: Final = """DELETE FROM content
    WHERE position = (SELECT position FROM operations WHERE operation = ?)
    AND EXISTS (SELECT 1 FROM records WHERE records.position = content.position AND state = 'succeeded')"""
HAS_CONTENT_TO_FORGET: Final = """SELECT 1 FROM content JOIN records USING (position)
    WHERE state = 'succeeded' LIMIT 1"""
WIPE_CONTENT: Final = """
BEGIN;
CREATE TABLE kept (position INTEGER PRIMARY KEY, body BLOB NOT NULL);
INSERT INTO kept SELECT position, body FROM content JOIN records USING (position) WHERE state != 'succeeded';
DROP TABLE content;
ALTER TABLE kept RENAME TO content;
COMMIT;
"""
SEND_AGAIN: Final = """UPDATE records SET state = 'sending', sent_earliest = ?, sent_latest = NULL, response_stored = 0,
    error = NULL WHERE position = ?"""
SETTLE: Final = """UPDATE records SET state = ?, operation = ?, requested = ?, record_id = ?, error = ?, warnings = ?,
    response_stored = ?, sent_earliest = COALESCE(sent_earliest, ?), sent_latest = ? WHERE position = ?"""
HOLD: Final = """INSERT OR IGNORE INTO operations SELECT ?, ? WHERE NOT EXISTS
    (SELECT 1 FROM records WHERE conflict = ? AND (state = 'sending' OR resolved) AND position != ?)"""
"""Does nothing if a record holds the operation, or if it may be that of another one."""
HOLDER: Final = "SELECT position FROM operations WHERE operation = ?"
_CONFLICT = """UPDATE records SET state = 'sending', conflict = ?, error = ?, operation = NULL, requested = NULL,
    record_id = NULL, warnings = NULL, response_stored = 0{} WHERE {}"""
SET_CONFLICT: Final = _CONFLICT.format(", sent_earliest = COALESCE(sent_earliest, ?), sent_latest = ?", "position = ?")
UNPROVE_HOLDER: Final = _CONFLICT.format(
    "", "position = (SELECT position FROM operations WHERE operations.operation = ?) AND operation = ? AND NOT resolved"
)
DROP_OPERATION: Final = "DELETE FROM operations WHERE operation = ?"
MIX_UP: Final = "UPDATE targets SET mixed_up = 1 WHERE id = (SELECT target FROM records WHERE position = ?)"
MIXED_UP_COMPANIES: Final = "SELECT DISTINCT company FROM targets WHERE mixed_up"
HELD_COUNT: Final = """SELECT COUNT(*) FROM operations JOIN records USING (position)
    JOIN targets ON targets.id = target WHERE company = ?"""
UPDATE_PENDING: Final = """UPDATE records SET state = ?, record_id = ?, error = ?, warnings = COALESCE(?, warnings)
    WHERE position = (SELECT position FROM operations WHERE operations.operation = ?)
    AND state = 'pending' AND operation = ?"""
_RELEASE = """UPDATE records SET state = 'ready', key = {key}, sent_earliest = NULL, sent_latest = NULL,
    response_stored = 0, operation = NULL, requested = NULL, record_id = NULL, error = NULL, warnings = NULL,
    conflict = NULL WHERE """
RELEASE: Final = _RELEASE.format(key="?") + "position = ?"
RELEASE_FAILED: Final = _RELEASE.format(key="new_key()") + "state = 'failed' AND target != 0"
RESOLVE: Final = """UPDATE records SET state = 'succeeded', record_id = ?, error = NULL, response_stored = 0,
    resolved = 1 WHERE position = ?"""

GET: Final = "SELECT value FROM journal WHERE name = ?"
SET: Final = "INSERT OR REPLACE INTO journal VALUES (?, ?)"

STATE_OF_OPERATION: Final = """SELECT CASE WHEN records.operation = operations.operation THEN state END
    FROM operations JOIN records USING (position) WHERE operations.operation = ?"""
HAS_UNSETTLED: Final = "SELECT 1 FROM records WHERE state IN ('ready', 'sending', 'pending', 'timed out') LIMIT 1"
TARGET_PATHS: Final = "SELECT company, path FROM targets"
KEEP_EVENT: Final = """INSERT INTO events VALUES (?, ?, ?, ?) ON CONFLICT (operation) DO UPDATE
    SET state = excluded.state, record_id = excluded.record_id, error = excluded.error
    WHERE events.state = 'timed out' AND excluded.state = 'succeeded'"""
KNOWN_EVENTS: Final = "SELECT operation, state, record_id, error FROM events JOIN operations USING (operation)"
APPLY_EVENT: Final = """UPDATE records SET state = ?, record_id = ?, error = ?
    WHERE position = (SELECT position FROM operations WHERE operations.operation = ?) AND operation = ?
    AND (state = 'pending' OR (state = 'timed out' AND ? = 'succeeded'))"""
DROP_EVENT: Final = "DELETE FROM events WHERE operation = ?"
DROP_EVENTS: Final = "DELETE FROM events"

CLEAR_CANDIDATES: Final = "DELETE FROM candidates WHERE company = ?"
ADD_CANDIDATE: Final = "INSERT OR IGNORE INTO candidates VALUES (?, ?, ?, ?, ?)"
CANDIDATES: Final = """SELECT operation, requested, data_type, status FROM candidates
    WHERE company = ? ORDER BY requested, operation"""

ROWS: Final = """SELECT position, state, record_id, error, warnings, operation, key, resolved, company,
    CASE WHEN state IN ('sending', 'timed out', 'failed')
        THEN (SELECT body FROM content WHERE position = records.position) END
    FROM records JOIN targets ON targets.id = target WHERE position > ? ORDER BY position LIMIT ?"""
