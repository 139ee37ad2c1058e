"""Which workers are alive, as functions in the database: the first of a run tries again what an earlier run gave up."""

from __future__ import annotations

from typing import Final

WORKERS: Final = """
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

CREATE FUNCTION codatsynccommerce.register(
    of_address text, of_host text, of_process int, of_threads int, of_egress text, OUT server int, OUT worker bigint
) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('codatsynccommerce.register'));
    INSERT INTO codatsynccommerce.servers (address) VALUES (of_address) ON CONFLICT (address) DO NOTHING;
    SELECT s.id INTO server FROM codatsynccommerce.servers s WHERE s.address = of_address;
    INSERT INTO codatsynccommerce.egress (server, name) VALUES (server, of_egress) ON CONFLICT DO NOTHING;
    -- Only after 7 days, because a worker that slept and counted as dead is alive again when it wakes up.
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
"""
