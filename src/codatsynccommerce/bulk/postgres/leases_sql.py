"""Who may do what, as functions in the database: leases of records, turns of companies, and what is left to do."""

from __future__ import annotations

from typing import Final

LEASES: Final = """
CREATE FUNCTION codatsynccommerce.wake(woken_connections int[], woken_inputs int[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM codatsynccommerce.companies c WHERE c.id IN (
        SELECT n.company FROM codatsynccommerce.connections n WHERE n.id = ANY (woken_connections)
    ) ORDER BY c.id FOR NO KEY UPDATE;
    INSERT INTO codatsynccommerce.queues (connection, input, work_at)
        SELECT DISTINCT k.connection, k.input, '-infinity'::timestamptz
        FROM unnest(woken_connections, woken_inputs) AS k (connection, input) WHERE k.connection IS NOT NULL
        ORDER BY k.connection, k.input
        ON CONFLICT (connection, input) DO UPDATE SET work_at = '-infinity';
    UPDATE codatsynccommerce.companies c SET has_work = true WHERE c.id IN (
        SELECT n.company FROM codatsynccommerce.connections n WHERE n.id = ANY (woken_connections)
    );
END
$$;

CREATE FUNCTION codatsynccommerce.lease(
    of_server int, of_worker bigint, of_inputs int[], wanted int, lease_seconds double precision,
    api_time double precision, of_egress text, seconds_apart double precision, kept bigint, most int
) RETURNS TABLE (
    input int, "position" bigint, create_operation text, journal int, fence bigint, state text, digest bytea,
    company text, connection text, path text, body bytea, key text, sent_earliest double precision,
    sent_latest double precision, response_stored boolean, error text, conflict text, age double precision,
    delay double precision
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    chosen int;
    seen int[] := '{}';
    slots int;
    queue record;
    found_positions bigint[];
    more_positions bigint[];
    positions bigint[] := '{}';
    inputs int[] := '{}';
    next_due timestamptz;
    horizon timestamptz;
    permits record;
BEGIN
    -- A worker that leases is alive, even if it is reading a long history and does not report it.
    UPDATE codatsynccommerce.workers w SET seen_at = clock_timestamp()
        WHERE w.id = of_worker AND w.seen_at < clock_timestamp() - interval '10 seconds';
    IF codatsynccommerce.is_closed(of_server, of_worker) THEN
        RETURN;
    END IF;
    SELECT next_at INTO horizon FROM codatsynccommerce.egress WHERE server = of_server AND name = of_egress;
    IF horizon > clock_timestamp() + interval '1 second' THEN
        RETURN;
    END IF;
    LOOP
        SELECT c.id INTO chosen FROM codatsynccommerce.companies c
        WHERE c.server = of_server AND c.has_work AND c.id <> ALL (seen) AND EXISTS (
            SELECT 1 FROM codatsynccommerce.connections n JOIN codatsynccommerce.queues q ON q.connection = n.id
            WHERE n.company = c.id AND n.closed_at IS NULL AND q.work_at <= clock_timestamp()
                AND (of_inputs IS NULL OR q.input = ANY (of_inputs))
        )
        ORDER BY c.turn LIMIT 1 FOR NO KEY UPDATE OF c SKIP LOCKED;
        IF NOT FOUND THEN
            RETURN;
        END IF;
        seen := seen || chosen;
        slots := least(wanted, codatsynccommerce.free_slots(chosen, most));
        CONTINUE WHEN slots <= 0;
        slots := codatsynccommerce.take_quota(of_server, slots, kept);
        IF slots = 0 THEN
            RETURN;
        END IF;
        FOR queue IN
            SELECT q.connection, q.input FROM codatsynccommerce.connections n
            JOIN codatsynccommerce.queues q ON q.connection = n.id
            WHERE n.company = chosen AND n.closed_at IS NULL AND q.work_at <= clock_timestamp()
                AND (of_inputs IS NULL OR q.input = ANY (of_inputs))
            ORDER BY q.input, q.connection
        LOOP
            -- First the records that may have been sent, because their keys expire.
            SELECT array_agg(s.position) INTO found_positions FROM (
                SELECT r.position FROM codatsynccommerce.records r
                WHERE r.connection = queue.connection AND r.input = queue.input AND r.state = 'sending'
                    AND NOT r.needs_history AND r.due_at <= clock_timestamp()
                ORDER BY r.due_at LIMIT slots - cardinality(positions) FOR NO KEY UPDATE SKIP LOCKED
            ) s;
            found_positions := coalesce(found_positions, '{}');
            SELECT array_agg(s.position) INTO more_positions FROM (
                SELECT r.position FROM codatsynccommerce.records r
                WHERE r.connection = queue.connection AND r.input = queue.input AND r.state = 'ready'
                ORDER BY r.position LIMIT slots - cardinality(positions) - cardinality(found_positions)
                FOR NO KEY UPDATE SKIP LOCKED
            ) s;
            found_positions := found_positions || coalesce(more_positions, '{}');
            positions := positions || found_positions;
            inputs := inputs || array_fill(queue.input, ARRAY[cardinality(found_positions)]);
            IF cardinality(positions) >= slots THEN
                EXIT;
            END IF;
            -- Records in flight are due again when their lease ends. Records that have become due meanwhile, or are
            -- locked, are looked for again at once.
            SELECT min(r.due_at) INTO next_due FROM codatsynccommerce.records r
                WHERE r.connection = queue.connection AND r.input = queue.input AND r.state = 'sending'
                    AND NOT r.needs_history;
            IF EXISTS (
                SELECT 1 FROM codatsynccommerce.records r
                WHERE r.connection = queue.connection AND r.input = queue.input AND r.state = 'ready'
            ) THEN
                next_due := least(next_due, clock_timestamp());
            END IF;
            UPDATE codatsynccommerce.queues q SET work_at = next_due
                WHERE q.connection = queue.connection AND q.input = queue.input;
        END LOOP;
        EXIT WHEN cardinality(positions) > 0;
        UPDATE codatsynccommerce.companies c SET has_work = EXISTS (
            SELECT 1 FROM codatsynccommerce.connections n JOIN codatsynccommerce.queues q ON q.connection = n.id
            WHERE n.company = c.id AND n.closed_at IS NULL AND q.work_at IS NOT NULL
        ) WHERE c.id = chosen;
    END LOOP;
    UPDATE codatsynccommerce.companies SET turn = nextval('codatsynccommerce.turns') WHERE id = chosen;
    SELECT * INTO permits
        FROM codatsynccommerce.take_permits(of_server, of_egress, cardinality(positions), seconds_apart);
    RETURN QUERY
    WITH chosen_records AS (
        SELECT r.input, r.position, r.state, r.sent_earliest, r.sent_latest, r.response_stored, r.error, r.conflict,
            extract(epoch FROM clock_timestamp() - r.first_sent)::double precision AS age, k.number
        FROM unnest(inputs, positions) WITH ORDINALITY AS k (input, position, number)
        JOIN codatsynccommerce.records r ON r.input = k.input AND r.position = k.position
    ), leased AS (
        UPDATE codatsynccommerce.records r SET
            state = 'sending', fence = r.fence + 1, holder = of_worker,
            due_at = clock_timestamp()
                + make_interval(secs => lease_seconds + permits.delay + (b.number - 1) * permits.apart),
            first_sent = coalesce(r.first_sent, clock_timestamp()),
            sent_earliest = CASE WHEN r.state = 'ready' THEN api_time ELSE r.sent_earliest END,
            sent_latest = NULL, error = CASE WHEN r.state = 'ready' THEN NULL ELSE r.error END
        FROM chosen_records b WHERE r.input = b.input AND r.position = b.position
        RETURNING r.input, r.position, r.fence, r.digest, r.target, r.key, r.connection
    ), begun AS (
        UPDATE codatsynccommerce.journals j SET has_begun = true, began = api_time
        WHERE j.id IN (SELECT i.journal FROM codatsynccommerce.inputs i WHERE i.id = ANY (inputs))
            AND (NOT j.has_begun OR j.began > api_time OR (api_time IS NULL AND j.began IS NOT NULL))
    )
    SELECT l.input, l.position, i.operation, i.journal, l.fence, b.state, l.digest, c.company, n.connection, t.path,
        o.body, l.key::text, b.sent_earliest, b.sent_latest, b.response_stored, b.error, b.conflict, b.age,
        permits.delay + (b.number - 1) * permits.apart
    FROM leased l JOIN chosen_records b ON b.input = l.input AND b.position = l.position
    JOIN codatsynccommerce.inputs i ON i.id = l.input
    JOIN codatsynccommerce.targets t ON t.id = l.target
    JOIN codatsynccommerce.connections n ON n.id = l.connection
    JOIN codatsynccommerce.companies c ON c.id = n.company
    LEFT JOIN codatsynccommerce.content o ON o.input = l.input AND o.position = l.position
    ORDER BY b.number;
END
$$;

CREATE FUNCTION codatsynccommerce.renew(
    of_server int, of_worker bigint, of_input int, of_position bigint, of_fence bigint,
    lease_seconds double precision, of_egress text, seconds_apart double precision, kept bigint,
    OUT verdict text, OUT delay double precision
) LANGUAGE plpgsql AS $$
DECLARE
    one codatsynccommerce.servers;
    permits record;
BEGIN
    delay := 0;
    PERFORM 1 FROM codatsynccommerce.records r WHERE r.input = of_input AND r.position = of_position
        AND r.fence = of_fence AND r.holder = of_worker AND r.state = 'sending' AND r.due_at > clock_timestamp()
        FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        verdict := 'lost';
        RETURN;
    END IF;
    SELECT * INTO one FROM codatsynccommerce.servers WHERE id = of_server;
    IF EXISTS (
        SELECT 1 FROM codatsynccommerce.connections n JOIN codatsynccommerce.records r ON r.connection = n.id
        WHERE r.input = of_input AND r.position = of_position AND n.closed_at IS NOT NULL
    ) OR codatsynccommerce.is_stopped(of_server, of_worker) THEN
        verdict := 'closed';
        RETURN;
    END IF;
    delay := coalesce(extract(epoch FROM one.paused_until - clock_timestamp()), 0);
    IF delay > 0 THEN
        verdict := 'paused';
    ELSIF codatsynccommerce.take_quota(of_server, 1, kept) = 0 THEN
        verdict := 'closed';
        RETURN;
    ELSE
        -- The previous attempt may have used the quota without a response that shows it.
        IF kept IS NOT NULL THEN
            UPDATE codatsynccommerce.servers s SET quota_left = s.quota_left - 1 WHERE s.id = of_server;
        END IF;
        verdict := 'granted';
        SELECT * INTO permits FROM codatsynccommerce.take_permits(of_server, of_egress, 1, seconds_apart);
        delay := permits.delay;
    END IF;
    UPDATE codatsynccommerce.records r SET due_at = clock_timestamp() + make_interval(secs => lease_seconds + delay)
        WHERE r.input = of_input AND r.position = of_position;
END
$$;

CREATE FUNCTION codatsynccommerce.take_unproved(
    of_server int, of_worker bigint, of_inputs int[], lease_seconds double precision, most int, most_asked int
) RETURNS TABLE (
    input int, "position" bigint, create_operation text, journal int, fence bigint, digest bytea, company text,
    connection text, path text, body bytea, key text, sent_earliest double precision, sent_latest double precision,
    response_stored boolean, error text, conflict text, age double precision
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    chosen record;
BEGIN
    -- The records of one company in one journal, because one reading of its push history settles all of them.
    SELECT i.journal, n.company INTO chosen FROM codatsynccommerce.inputs i
    JOIN codatsynccommerce.journals j ON j.id = i.journal
    JOIN codatsynccommerce.records r ON r.input = i.id
    JOIN codatsynccommerce.connections n ON n.id = r.connection
    WHERE j.server = of_server AND (of_inputs IS NULL OR i.id = ANY (of_inputs))
        AND r.state = 'sending' AND r.needs_history AND r.due_at <= clock_timestamp()
        -- Operations in the history may belong to records in flight, whose responses will soon tell.
        AND (r.due_at < clock_timestamp() - interval '60 seconds' OR NOT EXISTS (
            SELECT 1 FROM codatsynccommerce.connections m JOIN codatsynccommerce.records u ON u.connection = m.id
            JOIN codatsynccommerce.inputs v ON v.id = u.input
            WHERE m.company = n.company AND v.journal = i.journal AND (u.state = 'ready' OR (
                u.state = 'sending' AND NOT u.needs_history AND (u.holder IS NOT NULL OR u.asked < most_asked)
            ))
        ))
    LIMIT 1 FOR NO KEY UPDATE OF r SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH due AS (
        SELECT r.input, r.position FROM codatsynccommerce.inputs i
        JOIN codatsynccommerce.records r ON r.input = i.id
        JOIN codatsynccommerce.connections n ON n.id = r.connection
        WHERE i.journal = chosen.journal AND n.company = chosen.company
            AND r.state = 'sending' AND r.needs_history AND r.due_at <= clock_timestamp()
        LIMIT most FOR NO KEY UPDATE OF r SKIP LOCKED
    ), leased AS (
        UPDATE codatsynccommerce.records r SET fence = r.fence + 1, holder = of_worker,
            due_at = clock_timestamp() + make_interval(secs => lease_seconds)
        FROM due WHERE r.input = due.input AND r.position = due.position RETURNING r.*
    )
    SELECT l.input, l.position, i.operation, i.journal, l.fence, l.digest, c.company, n.connection, t.path,
        o.body, l.key::text, l.sent_earliest, l.sent_latest, l.response_stored, l.error, l.conflict,
        extract(epoch FROM clock_timestamp() - l.first_sent)::double precision
    FROM leased l
    JOIN codatsynccommerce.inputs i ON i.id = l.input
    JOIN codatsynccommerce.targets t ON t.id = l.target
    JOIN codatsynccommerce.connections n ON n.id = l.connection
    JOIN codatsynccommerce.companies c ON c.id = n.company
    LEFT JOIN codatsynccommerce.content o ON o.input = l.input AND o.position = l.position
    ORDER BY l.input, l.position;
END
$$;

CREATE FUNCTION codatsynccommerce.pending_connections(of_server int, of_inputs int[])
RETURNS TABLE (input int, connection int, oldest double precision) LANGUAGE sql AS $$
    WITH RECURSIVE chosen AS (
        SELECT i.id FROM codatsynccommerce.inputs i JOIN codatsynccommerce.journals j ON j.id = i.journal
        WHERE j.server = of_server AND (of_inputs IS NULL OR i.id = ANY (of_inputs))
    ), steps AS (
        SELECT c.id AS input, (
            SELECT min(r.connection) FROM codatsynccommerce.records r WHERE r.input = c.id AND r.state = 'pending'
        ) AS connection FROM chosen c
        UNION ALL
        SELECT s.input, (
            SELECT min(r.connection) FROM codatsynccommerce.records r
            WHERE r.input = s.input AND r.state = 'pending' AND r.connection > s.connection
        ) FROM steps s WHERE s.connection IS NOT NULL
    )
    -- NULL, if the time of one of them is unknown.
    SELECT s.input, s.connection, CASE WHEN NOT EXISTS (
        SELECT 1 FROM codatsynccommerce.records r WHERE r.input = s.input AND r.connection = s.connection
            AND r.state = 'pending' AND r.requested IS NULL
    ) THEN (
        SELECT min(r.requested) FROM codatsynccommerce.records r
        WHERE r.input = s.input AND r.connection = s.connection AND r.state = 'pending'
    ) END FROM steps s WHERE s.connection IS NOT NULL
$$;

CREATE FUNCTION codatsynccommerce.take_poll(
    of_server int, of_inputs int[], poll_seconds double precision, first_pause double precision,
    growth double precision, max_pause double precision, stall double precision,
    OUT company text, OUT oldest double precision
) LANGUAGE plpgsql AS $$
DECLARE
    chosen codatsynccommerce.companies;
BEGIN
    SELECT c.* INTO chosen FROM codatsynccommerce.companies c
    WHERE c.poll_at <= clock_timestamp() AND c.poll_error IS NULL
        AND (stall IS NULL OR c.progress_at > clock_timestamp() - make_interval(secs => stall))
        AND c.id IN (
            SELECT n.company FROM codatsynccommerce.pending_connections(of_server, of_inputs) p
            JOIN codatsynccommerce.connections n ON n.id = p.connection
        )
    ORDER BY c.poll_at, c.id LIMIT 1 FOR NO KEY UPDATE OF c SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    company := chosen.company;
    SELECT CASE WHEN count(*) = count(p.oldest) THEN min(p.oldest) END INTO oldest
        FROM codatsynccommerce.pending_connections(of_server, NULL) p
        JOIN codatsynccommerce.connections n ON n.id = p.connection WHERE n.company = chosen.id;
    UPDATE codatsynccommerce.companies c SET
        poll_pause = CASE WHEN c.poll_pause = 0 THEN first_pause ELSE least(c.poll_pause * growth, max_pause) END,
        poll_at = clock_timestamp() + make_interval(secs => poll_seconds) WHERE c.id = chosen.id;
END
$$;

CREATE FUNCTION codatsynccommerce.work_left(
    of_server int, of_inputs int[], stall double precision, follows boolean, most_asked int,
    OUT to_send boolean, OUT to_follow boolean
) LANGUAGE sql AS $$
    SELECT EXISTS (
        SELECT 1 FROM codatsynccommerce.queues q JOIN codatsynccommerce.connections n ON n.id = q.connection
        JOIN codatsynccommerce.companies c ON c.id = n.company
        WHERE c.server = of_server AND q.work_at IS NOT NULL AND (of_inputs IS NULL OR q.input = ANY (of_inputs)) AND (
            (n.closed_at IS NULL AND EXISTS (
                SELECT 1 FROM codatsynccommerce.records r
                WHERE r.connection = q.connection AND r.input = q.input AND r.state = 'ready'
            )) OR EXISTS (
                SELECT 1 FROM codatsynccommerce.records r
                WHERE r.connection = q.connection AND r.input = q.input AND r.state = 'sending' AND NOT r.needs_history
                    -- The lease of a dead worker is not taken over once the connection of its record is closed.
                    AND CASE WHEN n.closed_at IS NULL THEN r.holder IS NOT NULL OR r.asked < most_asked
                        ELSE r.holder IS NOT NULL AND r.due_at > clock_timestamp() END
            )
        )
    ) OR EXISTS (
        SELECT 1 FROM codatsynccommerce.inputs i JOIN codatsynccommerce.journals j ON j.id = i.journal
        JOIN codatsynccommerce.records r ON r.input = i.id
        WHERE j.server = of_server AND (of_inputs IS NULL OR i.id = ANY (of_inputs)) AND r.state = 'sending'
            AND r.needs_history AND (r.holder IS NOT NULL OR r.due_at <= clock_timestamp())
    ), follows AND EXISTS (
        SELECT 1 FROM codatsynccommerce.pending_connections(of_server, of_inputs) p
        JOIN codatsynccommerce.connections n ON n.id = p.connection
        JOIN codatsynccommerce.companies c ON c.id = n.company
        WHERE c.poll_error IS NULL
            AND (stall IS NULL OR c.progress_at > clock_timestamp() - make_interval(secs => stall))
    )
$$;
"""
