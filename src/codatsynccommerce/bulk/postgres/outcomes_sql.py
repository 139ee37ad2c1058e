"""What became of records, as functions in the database: each outcome counts under the fence of its lease."""

from __future__ import annotations

from typing import Final

OUTCOMES: Final = """
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
            CONTINUE;  -- Another worker has it, so the outcome of this one is ignored.
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
                -- After a conflict about another operation the record is sent again soon, but not without end.
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
                -- A webhook event may have arrived before the response.
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
            -- Settling one of two records with a conflict may let the next response to the other settle it too.
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
    -- There are push operations to follow again.
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
        fence = r.fence + 1, due_at = '-infinity', asked = 0,
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

CREATE FUNCTION codatsynccommerce.update_pending(of_server int, outcomes jsonb) RETURNS int LANGUAGE sql AS $$
    WITH ended AS (
        SELECT h.input, h.position, o.* FROM jsonb_to_recordset(outcomes) AS o (
            operation text, state text, record_id text, error text, warnings text
        ) JOIN codatsynccommerce.operations h ON h.server = of_server AND h.operation = o.operation
        ORDER BY h.input, h.position
    ), locked AS (
        SELECT r.input, r.position, r.operation FROM codatsynccommerce.records r JOIN ended e USING (input, position)
        WHERE r.state = 'pending' AND r.operation = e.operation ORDER BY r.input, r.position FOR NO KEY UPDATE OF r
    ), updated AS (
        UPDATE codatsynccommerce.records r SET state = e.state, record_id = e.record_id, error = e.error,
            warnings = coalesce(e.warnings, r.warnings)
        FROM ended e, locked l
        -- A record that was sent again has several operations, and the history shows all of them.
        WHERE l.operation = e.operation AND r.input = l.input AND r.position = l.position
        RETURNING r.input, r.position, r.state
    ), deleted AS (
        DELETE FROM codatsynccommerce.content c USING updated u
        WHERE u.state = 'succeeded' AND c.input = u.input AND c.position = u.position
    )
    SELECT count(*)::int FROM updated
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
