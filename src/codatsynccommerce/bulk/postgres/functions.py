"""Functions in the database that give out leases and permits, and take outcomes.

What must be decided while a row is locked is a function in the database: it takes one round trip, and no clock but the
database's. Locks are taken in one order everywhere, so that no two workers wait for each other: records, companies,
queues, a server, an egress address. Whoever leases skips what is locked. No lock is FOR UPDATE, which waits for
everybody who adds a row that refers to the locked one.
"""

from __future__ import annotations

from typing import Final

FUNCTIONS: Final = """
CREATE FUNCTION codatsynccommerce.free_slots(of_company int, most int) RETURNS int LANGUAGE sql AS $$
    SELECT most - (
        SELECT coalesce(sum((
            SELECT count(*) FROM codatsynccommerce.records r WHERE r.connection = c.id AND r.state = 'sending'
                AND r.holder IS NOT NULL AND NOT r.needs_history AND r.due_at > clock_timestamp()
        )), 0) FROM codatsynccommerce.connections c WHERE c.company = of_company
    )::int - (
        SELECT count(*) FROM codatsynccommerce.reads WHERE company = of_company AND until > clock_timestamp()
    )::int
$$;

CREATE FUNCTION codatsynccommerce.take_permits(
    of_server int, of_egress text, wanted int, seconds_apart double precision,
    OUT delay double precision, OUT apart double precision
) LANGUAGE plpgsql AS $$
DECLARE
    pace codatsynccommerce.egress;
    moment timestamptz;
    faster double precision;
BEGIN
    delay := 0;
    apart := 0;
    SELECT * INTO pace FROM codatsynccommerce.egress WHERE server = of_server AND name = of_egress;
    IF pace.rate IS NULL AND seconds_apart IS NULL THEN
        RETURN;
    END IF;
    SELECT * INTO pace FROM codatsynccommerce.egress WHERE server = of_server AND name = of_egress FOR NO KEY UPDATE;
    moment := clock_timestamp();
    IF pace.rate IS NOT NULL THEN
        faster := greatest(0.5, 0.05 * pace.rate) * greatest(0, extract(epoch FROM moment - pace.grown_at));
        pace.rate := pace.rate + faster;
        IF seconds_apart IS NOT NULL AND pace.rate * seconds_apart >= 1 THEN
            pace.rate := NULL;
        END IF;
    END IF;
    apart := greatest(coalesce(seconds_apart, 0), coalesce(1 / pace.rate, 0));
    delay := greatest(0, coalesce(extract(epoch FROM nullif(pace.next_at, '-infinity') - moment), 0));
    UPDATE codatsynccommerce.egress SET rate = pace.rate, grown_at = moment,
        next_at = greatest(next_at, moment) + make_interval(secs => wanted * apart)
        WHERE server = of_server AND name = of_egress;
END
$$;

CREATE FUNCTION codatsynccommerce.take_quota(of_server int, wanted int, kept bigint) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    one codatsynccommerce.servers;
    unobserved bigint;
BEGIN
    IF kept IS NULL THEN
        RETURN wanted;
    END IF;
    SELECT * INTO one FROM codatsynccommerce.servers WHERE id = of_server FOR NO KEY UPDATE;
    IF one.quota_left IS NULL OR one.quota_reset <= clock_timestamp() THEN
        RETURN wanted;
    END IF;
    -- What is in flight may not be counted in the quota yet that the last response reported, and of two responses to
    -- threads of one worker, the one that is read last may be the older one.
    SELECT (
        SELECT coalesce(sum(w.threads), 0) FROM codatsynccommerce.workers w
        WHERE w.server = of_server AND w.seen_at > clock_timestamp() - interval '60 seconds'
    ) + (
        SELECT count(*) FROM codatsynccommerce.records r
        WHERE r.state = 'sending' AND r.holder IS NOT NULL AND NOT r.needs_history AND r.due_at > clock_timestamp()
    ) + (SELECT count(*) FROM codatsynccommerce.reads d WHERE d.until > clock_timestamp()) INTO unobserved;
    RETURN greatest(0, least(wanted, one.quota_left - kept - unobserved));
END
$$;

CREATE FUNCTION codatsynccommerce.observe_quota(of_server int, remaining bigint, reset_at double precision)
RETURNS void LANGUAGE sql AS $$
    UPDATE codatsynccommerce.servers s SET
        quota_left = CASE
            WHEN s.quota_reset IS NOT DISTINCT FROM to_timestamp(reset_at) THEN least(s.quota_left, remaining)
            ELSE remaining
        END,
        quota_reset = to_timestamp(reset_at)
    WHERE s.id = of_server AND (s.quota_reset IS DISTINCT FROM to_timestamp(reset_at)
        OR s.quota_left IS NULL OR s.quota_left > remaining)
$$;

-- A worker that is not known, because it slept for days, obeys every stop.
CREATE FUNCTION codatsynccommerce.is_stopped(of_server int, of_worker bigint) RETURNS boolean LANGUAGE sql AS $$
    SELECT coalesce(s.stopped_at > coalesce(w.started_at, '-infinity'), false)
    FROM codatsynccommerce.servers s LEFT JOIN codatsynccommerce.workers w ON w.id = of_worker WHERE s.id = of_server
$$;

CREATE FUNCTION codatsynccommerce.heartbeat(
    of_server int, of_worker bigint, OUT paused double precision, OUT pause_reason text, OUT stop_reason text,
    OUT quota_left bigint, OUT unobserved bigint
) LANGUAGE sql AS $$
    UPDATE codatsynccommerce.workers SET seen_at = clock_timestamp() WHERE id = of_worker;
    SELECT coalesce(extract(epoch FROM s.paused_until - clock_timestamp())::double precision, 0), s.pause_reason,
        CASE WHEN codatsynccommerce.is_stopped(of_server, of_worker) THEN s.stop_reason END,
        CASE WHEN s.quota_reset <= clock_timestamp() THEN NULL ELSE s.quota_left END, (
            SELECT count(*) FROM codatsynccommerce.records r
            WHERE r.state = 'sending' AND r.holder IS NOT NULL AND NOT r.needs_history
        ) + (
            SELECT coalesce(sum(o.threads), 0) FROM codatsynccommerce.workers o
            WHERE o.server = of_server AND o.seen_at > clock_timestamp() - interval '60 seconds'
        )
    FROM codatsynccommerce.servers s WHERE s.id = of_server
$$;

CREATE FUNCTION codatsynccommerce.is_closed(of_server int, of_worker bigint) RETURNS boolean LANGUAGE sql AS $$
    SELECT coalesce(s.paused_until > clock_timestamp(), false) OR codatsynccommerce.is_stopped(of_server, of_worker)
    FROM codatsynccommerce.servers s WHERE s.id = of_server
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
            -- First what may have been sent: its key grows old.
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
            -- What is under way here is due again when its lease ends. What has become due since it was looked for, or
            -- is locked, is looked for again at once.
            SELECT min(r.due_at) INTO next_due FROM codatsynccommerce.records r
                WHERE r.connection = queue.connection AND r.input = queue.input AND r.state = 'sending'
                    AND NOT r.needs_history;
            IF cardinality(found_positions) > 0 OR EXISTS (
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
        UPDATE codatsynccommerce.journals j SET has_begun = true,
            began = CASE WHEN j.has_begun AND api_time IS NOT NULL THEN least(j.began, api_time) ELSE api_time END
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
        -- The attempt before may have been counted, and no response has shown it.
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

CREATE FUNCTION codatsynccommerce.begin_read(
    of_server int, of_worker bigint, of_company text, read_seconds double precision, of_egress text,
    seconds_apart double precision, kept bigint, most int, OUT verdict text, OUT read bigint, OUT delay double precision
) LANGUAGE plpgsql AS $$
DECLARE
    one codatsynccommerce.servers;
    chosen int;
    permits record;
BEGIN
    delay := 0;
    SELECT * INTO one FROM codatsynccommerce.servers WHERE id = of_server;
    IF codatsynccommerce.is_stopped(of_server, of_worker) THEN
        verdict := 'closed';
        RETURN;
    END IF;
    delay := coalesce(extract(epoch FROM one.paused_until - clock_timestamp()), 0);
    IF delay > 0 THEN
        verdict := 'paused';
        RETURN;
    END IF;
    SELECT id INTO chosen FROM codatsynccommerce.companies
        WHERE server = of_server AND company = of_company FOR NO KEY UPDATE;
    IF codatsynccommerce.free_slots(chosen, most) <= 0 THEN
        verdict := 'busy';
        RETURN;
    END IF;
    IF codatsynccommerce.take_quota(of_server, 1, kept) = 0 THEN
        verdict := 'closed';
        RETURN;
    END IF;
    SELECT * INTO permits FROM codatsynccommerce.take_permits(of_server, of_egress, 1, seconds_apart);
    delay := permits.delay;
    verdict := 'granted';
    DELETE FROM codatsynccommerce.reads WHERE company = chosen AND until < clock_timestamp();
    INSERT INTO codatsynccommerce.reads (company, until)
        VALUES (chosen, clock_timestamp() + make_interval(secs => read_seconds + delay)) RETURNING id INTO read;
END
$$;

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

CREATE FUNCTION codatsynccommerce.make_ready(of_input int, of_position bigint, new_key uuid) RETURNS void
LANGUAGE sql AS $$
    UPDATE codatsynccommerce.records r SET state = 'ready', key = coalesce(new_key, r.key), fence = r.fence + 1,
        holder = NULL, due_at = '-infinity', asked = 0, needs_history = false, first_sent = NULL, sent_earliest = NULL,
        sent_latest = NULL, response_stored = false, operation = NULL, requested = NULL, record_id = NULL,
        error = NULL, warnings = NULL, conflict = NULL
        WHERE r.input = of_input AND r.position = of_position
$$;

CREATE FUNCTION codatsynccommerce.release_failed(of_inputs int[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    released_connections int[];
    released_inputs int[];
BEGIN
    WITH released AS (
        UPDATE codatsynccommerce.records r SET state = 'ready', key = gen_random_uuid(), fence = r.fence + 1,
            due_at = '-infinity', asked = 0, first_sent = NULL, sent_earliest = NULL, sent_latest = NULL,
            response_stored = false, operation = NULL, requested = NULL, record_id = NULL, error = NULL,
            warnings = NULL, conflict = NULL
        WHERE r.input = ANY (of_inputs) AND r.state = 'failed' AND r.connection IS NOT NULL
        RETURNING r.connection, r.input
    ), places AS (
        SELECT DISTINCT connection, input FROM released
    )
    SELECT array_agg(connection), array_agg(input) INTO released_connections, released_inputs FROM places;
    IF released_inputs IS NOT NULL THEN
        PERFORM codatsynccommerce.wake(released_connections, released_inputs);
    END IF;
END
$$;

CREATE FUNCTION codatsynccommerce.settle(
    of_server int, of_worker bigint, outcomes jsonb, delays double precision[], history_delay double precision
) RETURNS TABLE (input int, "position" bigint, problem text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    one record;
    held codatsynccommerce.records;
    woken_connections int[] := '{}';
    woken_inputs int[] := '{}';
    pending_connections int[] := '{}';
    is_ours boolean;
BEGIN
    FOR one IN SELECT * FROM jsonb_to_recordset(outcomes) AS o (
        input int, "position" bigint, fence bigint, state text, operation text, requested double precision,
        record_id text, error text, warnings text, response_stored boolean, earliest double precision,
        latest double precision, key uuid, needs_history boolean, history_read boolean, ask_now boolean
    ) ORDER BY o.input, o.position LOOP
        SELECT * INTO held FROM codatsynccommerce.records r WHERE r.input = one.input AND r.position = one.position
            AND r.fence = one.fence AND r.holder = of_worker AND r.state = 'sending' FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            CONTINUE;  -- Another worker has it: what this one learned counts for nothing.
        END IF;
        IF one.operation IS NOT NULL THEN
            is_ours := coalesce(held.conflict, one.operation) = one.operation AND NOT EXISTS (
                SELECT 1 FROM codatsynccommerce.records r WHERE r.conflict = one.operation
                    AND (r.state = 'sending' OR r.resolved) AND (r.input, r.position) <> (one.input, one.position)
            );
            IF is_ours THEN
                INSERT INTO codatsynccommerce.operations (server, operation, input, position, connection)
                    VALUES (of_server, one.operation, one.input, one.position, held.connection)
                    ON CONFLICT (server, operation) DO NOTHING;
                is_ours := FOUND;
            END IF;
            IF NOT is_ours THEN
                input := one.input;
                position := one.position;
                problem := 'the responses to this record and another are mixed up: the last one names push operation '
                    || one.operation;
                PERFORM codatsynccommerce.unprove(of_server, one.operation, problem);
                one.state := 'sending';
                one.error := problem;
                one.needs_history := false;
                UPDATE codatsynccommerce.companies c SET mixed_up = true
                    WHERE c.id = (SELECT n.company FROM codatsynccommerce.connections n WHERE n.id = held.connection);
                RETURN NEXT;
            END IF;
        ELSE
            is_ours := true;
        END IF;
        IF one.state = 'ready' THEN
            PERFORM codatsynccommerce.make_ready(one.input, one.position, one.key);
        ELSIF one.state = 'sending' THEN
            UPDATE codatsynccommerce.records r SET holder = NULL,
                -- A conflict about another operation is news: its record is soon asked for again, but not for ever.
                asked = CASE
                    WHEN NOT is_ours AND r.conflict IS DISTINCT FROM one.operation AND r.fence < 20 THEN 0
                    ELSE r.asked + 1
                END,
                due_at = CASE
                    WHEN one.history_read THEN clock_timestamp() + make_interval(
                        secs => greatest(history_delay, delays[least(r.asked + 1, cardinality(delays))])
                    )
                    WHEN one.needs_history OR one.ask_now THEN clock_timestamp()
                    WHEN NOT is_ours AND r.conflict IS DISTINCT FROM one.operation AND r.fence < 20
                        THEN clock_timestamp() + make_interval(secs => delays[1])
                    ELSE clock_timestamp() + make_interval(secs => delays[least(r.asked + 1, cardinality(delays))])
                END,
                needs_history = coalesce(one.needs_history, false), error = one.error,
                response_stored = coalesce(one.response_stored, false),
                sent_earliest = coalesce(r.sent_earliest, one.earliest), sent_latest = one.latest,
                conflict = CASE WHEN is_ours THEN r.conflict ELSE one.operation END
                WHERE r.input = one.input AND r.position = one.position;
        ELSE
            UPDATE codatsynccommerce.records r SET state = one.state, holder = NULL, due_at = '-infinity',
                needs_history = false, operation = one.operation, requested = one.requested,
                record_id = one.record_id, error = one.error, warnings = one.warnings,
                response_stored = coalesce(one.response_stored, false),
                sent_earliest = coalesce(r.sent_earliest, one.earliest), sent_latest = one.latest
                WHERE r.input = one.input AND r.position = one.position;
            IF one.state = 'pending' THEN
                -- A webhook event may have been faster than the response.
                UPDATE codatsynccommerce.records r SET state = e.state, record_id = e.record_id, error = e.error
                    FROM codatsynccommerce.events e JOIN codatsynccommerce.inputs i ON i.journal = e.journal
                    WHERE i.id = one.input AND e.operation = one.operation AND e.state = 'succeeded'
                        AND r.input = one.input AND r.position = one.position;
                IF FOUND THEN
                    one.state := 'succeeded';
                ELSE
                    pending_connections := pending_connections || held.connection;
                END IF;
            END IF;
            IF one.state = 'succeeded' THEN
                DELETE FROM codatsynccommerce.content c WHERE c.input = one.input AND c.position = one.position;
            END IF;
        END IF;
        IF held.conflict IS NOT NULL AND (is_ours OR held.conflict <> one.operation) THEN
            -- What settles one of two records with a conflict may settle the other, when it is asked for next.
            WITH freed AS (
                UPDATE codatsynccommerce.records r SET asked = 0, due_at = clock_timestamp()
                WHERE r.conflict = held.conflict AND r.state = 'sending' AND r.holder IS NULL AND NOT r.needs_history
                    AND r.fence < 20 AND (r.input, r.position) <> (one.input, one.position)
                RETURNING r.connection, r.input
            )
            SELECT woken_connections || coalesce(array_agg(f.connection), '{}'),
                woken_inputs || coalesce(array_agg(f.input), '{}')
                INTO woken_connections, woken_inputs FROM freed f;
        END IF;
        IF one.state IN ('ready', 'sending') THEN
            woken_connections := woken_connections || held.connection;
            woken_inputs := woken_inputs || held.input;
        END IF;
    END LOOP;
    IF cardinality(woken_inputs) > 0 THEN
        PERFORM codatsynccommerce.wake(woken_connections, woken_inputs);
    END IF;
    -- There is something to follow again.
    UPDATE codatsynccommerce.companies c SET progress_at = clock_timestamp(),
        poll_pause = CASE WHEN c.poll_at < clock_timestamp() - interval '60 seconds' THEN 0 ELSE c.poll_pause END
        WHERE c.id IN (
            SELECT o.id FROM codatsynccommerce.companies o JOIN codatsynccommerce.connections n ON n.company = o.id
            WHERE n.id = ANY (pending_connections) AND o.progress_at < clock_timestamp() - interval '1 second'
            ORDER BY o.id FOR NO KEY UPDATE OF o
        );
END
$$;

CREATE FUNCTION codatsynccommerce.unprove(of_server int, of_operation text, reason text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    other codatsynccommerce.records;
BEGIN
    UPDATE codatsynccommerce.records r SET state = 'sending', conflict = of_operation, error = reason,
        operation = NULL, requested = NULL, record_id = NULL, warnings = NULL, response_stored = false,
        fence = r.fence + 1, holder = NULL, due_at = '-infinity', asked = 0,
        needs_history = NOT EXISTS (
            SELECT 1 FROM codatsynccommerce.content c WHERE c.input = r.input AND c.position = r.position
        )
        FROM codatsynccommerce.operations o
        WHERE o.server = of_server AND o.operation = of_operation AND r.input = o.input AND r.position = o.position
            AND r.operation = of_operation AND NOT r.resolved
        RETURNING r.* INTO other;
    IF FOUND THEN
        DELETE FROM codatsynccommerce.operations WHERE server = of_server AND operation = of_operation;
        PERFORM codatsynccommerce.wake(ARRAY[other.connection], ARRAY[other.input]);
    END IF;
END
$$;

CREATE FUNCTION codatsynccommerce.pause(
    of_server int, of_egress text, sent_ago double precision, asked double precision, first double precision,
    longest double precision, accepted double precision, share double precision, slowest double precision,
    reason text, OUT pauses int, OUT seconds double precision
) LANGUAGE plpgsql AS $$
DECLARE
    one codatsynccommerce.servers;
    moment timestamptz;
BEGIN
    SELECT * INTO one FROM codatsynccommerce.servers s WHERE s.id = of_server FOR NO KEY UPDATE;
    moment := clock_timestamp();
    IF moment - make_interval(secs => sent_ago) >= one.limited_at THEN
        one.pauses := one.pauses + 1;
        one.limited_at := moment;
        -- The others on the same address take about as many as the worker that met the limit.
        accepted := accepted * greatest(1, (
            SELECT count(*) FROM codatsynccommerce.workers w WHERE w.server = of_server AND w.egress = of_egress
                AND w.seen_at > clock_timestamp() - interval '60 seconds'
        ));
        IF accepted > 0 THEN
            UPDATE codatsynccommerce.egress e SET grown_at = moment,
                rate = greatest(slowest, share * least(coalesce(e.rate, accepted), accepted))
                WHERE e.server = of_server AND e.name = of_egress;
        END IF;
    END IF;
    pauses := one.pauses;
    seconds := least(first * power(2, greatest(pauses, 1) - 1), longest);
    IF asked IS NOT NULL THEN
        seconds := CASE WHEN pauses <= 1 THEN asked ELSE greatest(asked, seconds) END;
    END IF;
    UPDATE codatsynccommerce.servers s SET pauses = one.pauses, limited_at = one.limited_at, pause_reason = reason,
        paused_until = greatest(s.paused_until, moment + make_interval(secs => seconds)) WHERE s.id = of_server;
END
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
    WHERE c.server = of_server AND c.poll_at <= clock_timestamp() AND c.poll_error IS NULL
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

CREATE FUNCTION codatsynccommerce.update_pending(of_server int, outcomes jsonb) RETURNS int LANGUAGE sql AS $$
    WITH ended AS (
        SELECT h.input, h.position, o.* FROM jsonb_to_recordset(outcomes) AS o (
            operation text, state text, record_id text, error text, warnings text
        ) JOIN codatsynccommerce.operations h ON h.server = of_server AND h.operation = o.operation
        ORDER BY h.input, h.position
    ), locked AS (
        SELECT r.input, r.position FROM codatsynccommerce.records r JOIN ended e USING (input, position)
        WHERE r.state = 'pending' AND r.operation = e.operation ORDER BY r.input, r.position FOR NO KEY UPDATE OF r
    ), updated AS (
        UPDATE codatsynccommerce.records r SET state = e.state, record_id = e.record_id, error = e.error,
            warnings = coalesce(e.warnings, r.warnings)
        FROM ended e, locked l
        WHERE l.input = e.input AND l.position = e.position AND r.input = l.input AND r.position = l.position
            AND r.state = 'pending' AND r.operation = e.operation
        RETURNING r.input, r.position, r.state
    ), deleted AS (
        DELETE FROM codatsynccommerce.content c USING updated u
        WHERE u.state = 'succeeded' AND c.input = u.input AND c.position = u.position
    )
    SELECT count(*)::int FROM updated
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
    -- The records of one company in one journal: what its push history shows settles all of them.
    SELECT i.journal, n.company INTO chosen FROM codatsynccommerce.inputs i
    JOIN codatsynccommerce.journals j ON j.id = i.journal
    JOIN codatsynccommerce.records r ON r.input = i.id
    JOIN codatsynccommerce.connections n ON n.id = r.connection
    WHERE j.server = of_server AND (of_inputs IS NULL OR i.id = ANY (of_inputs))
        AND r.state = 'sending' AND r.needs_history AND r.due_at <= clock_timestamp()
        -- What is under way may be what the history shows: its response says so soon.
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

CREATE FUNCTION codatsynccommerce.set_candidates(of_journal int, of_company text, shown jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM codatsynccommerce.candidates WHERE journal = of_journal AND company = of_company;
    INSERT INTO codatsynccommerce.candidates (journal, company, operation, requested, data_type, status)
        SELECT of_journal, of_company, c.operation, c.requested, c.data_type, c.status
        FROM jsonb_to_recordset(shown) AS c (operation text, requested double precision, data_type text, status text)
        ORDER BY c.operation ON CONFLICT DO NOTHING;
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
                WHERE r.connection = q.connection AND r.input = q.input AND r.state = 'sending'
                    AND NOT r.needs_history AND (r.holder IS NOT NULL OR (r.asked < most_asked AND n.closed_at IS NULL))
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

CREATE FUNCTION codatsynccommerce.register(
    of_address text, of_host text, of_process int, of_threads int, of_egress text, OUT server int, OUT worker bigint
) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('codatsynccommerce.register'));
    INSERT INTO codatsynccommerce.servers (address) VALUES (of_address) ON CONFLICT (address) DO NOTHING;
    SELECT s.id INTO server FROM codatsynccommerce.servers s WHERE s.address = of_address;
    INSERT INTO codatsynccommerce.egress (server, name) VALUES (server, of_egress) ON CONFLICT DO NOTHING;
    -- One that sleeps for longer than a dead one is waited for is alive again when it wakes up.
    DELETE FROM codatsynccommerce.workers w
        WHERE w.server = register.server AND w.seen_at < clock_timestamp() - interval '7 days';
    IF NOT EXISTS (
        SELECT 1 FROM codatsynccommerce.workers w
        WHERE w.server = register.server AND w.seen_at > clock_timestamp() - interval '60 seconds'
    ) THEN
        PERFORM codatsynccommerce.begin_anew(server);
    END IF;
    INSERT INTO codatsynccommerce.workers (server, host, process, threads, egress, started_at, seen_at)
        VALUES (server, of_host, of_process, of_threads, of_egress, clock_timestamp(), clock_timestamp())
        RETURNING id INTO worker;
END
$$;

CREATE FUNCTION codatsynccommerce.begin_anew(of_server int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM codatsynccommerce.companies c WHERE c.server = of_server ORDER BY c.id FOR NO KEY UPDATE;
    UPDATE codatsynccommerce.records r SET asked = 0, due_at = clock_timestamp()
        FROM codatsynccommerce.inputs i JOIN codatsynccommerce.journals j ON j.id = i.journal
        WHERE j.server = of_server AND r.input = i.id AND r.state = 'sending' AND r.holder IS NULL;
    UPDATE codatsynccommerce.connections n SET closed_at = NULL, closed_reason = NULL
        FROM codatsynccommerce.companies c WHERE c.id = n.company AND c.server = of_server AND n.closed_at IS NOT NULL;
    UPDATE codatsynccommerce.queues q SET work_at = '-infinity'
        FROM codatsynccommerce.connections n JOIN codatsynccommerce.companies c ON c.id = n.company
        WHERE n.id = q.connection AND c.server = of_server AND q.work_at IS NOT NULL;
    UPDATE codatsynccommerce.companies c SET poll_at = '-infinity', poll_pause = 0, poll_error = NULL,
        progress_at = clock_timestamp(), has_work = EXISTS (
            SELECT 1 FROM codatsynccommerce.connections n JOIN codatsynccommerce.queues q ON q.connection = n.id
            WHERE n.company = c.id AND q.work_at IS NOT NULL
        ) WHERE c.server = of_server;
    UPDATE codatsynccommerce.servers SET stopped_at = NULL, stop_reason = NULL, pauses = 0 WHERE id = of_server;
END
$$;

CREATE FUNCTION codatsynccommerce.leave(of_server int, of_worker bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('codatsynccommerce.register'));
    DELETE FROM codatsynccommerce.workers WHERE id = of_worker;
    IF NOT EXISTS (
        SELECT 1 FROM codatsynccommerce.workers
        WHERE server = of_server AND seen_at > clock_timestamp() - interval '60 seconds'
    ) THEN
        PERFORM codatsynccommerce.apply_events(of_server);
    END IF;
END
$$;

CREATE FUNCTION codatsynccommerce.apply_events(of_server int) RETURNS void LANGUAGE sql AS $$
    WITH known AS (
        SELECT e.journal, e.operation, e.state, e.record_id, e.error, o.input, o.position
        FROM codatsynccommerce.events e JOIN codatsynccommerce.journals j ON j.id = e.journal
        JOIN codatsynccommerce.operations o ON o.server = j.server AND o.operation = e.operation
        WHERE j.server = of_server
    ), updated AS (
        UPDATE codatsynccommerce.records r SET state = k.state, record_id = k.record_id, error = k.error
        FROM known k WHERE r.input = k.input AND r.position = k.position AND r.operation = k.operation
            AND (r.state = 'pending' OR (r.state = 'timed out' AND k.state = 'succeeded'))
        RETURNING r.input, r.position, r.state
    ), deleted AS (
        DELETE FROM codatsynccommerce.content c USING updated u
        WHERE u.state = 'succeeded' AND c.input = u.input AND c.position = u.position
    )
    DELETE FROM codatsynccommerce.events e USING known k WHERE e.journal = k.journal AND e.operation = k.operation
$$;
"""
