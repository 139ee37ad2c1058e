"""The limits of the API over all workers, as functions in the database: slots, permits, the quota, pauses and stops."""

from __future__ import annotations

from typing import Final

LIMITS: Final = """
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
    apart := coalesce(1 / pace.rate, seconds_apart);
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
    -- The quota that the last response reported may not count requests in flight yet. And of two responses to threads
    -- of one worker, the one that is read last may be the older one.
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
    UPDATE codatsynccommerce.servers s SET quota_left = remaining, quota_reset = to_timestamp(reset_at)
    WHERE s.id = of_server AND (s.quota_reset IS DISTINCT FROM to_timestamp(reset_at)
        OR s.quota_left IS NULL OR s.quota_left > remaining)
$$;

-- A worker that is no longer known, because it slept for days, obeys every stop.
CREATE FUNCTION codatsynccommerce.is_stopped(of_server int, of_worker bigint) RETURNS boolean LANGUAGE sql AS $$
    SELECT coalesce(s.stopped_at > coalesce(w.started_at, '-infinity'), false)
    FROM codatsynccommerce.servers s LEFT JOIN codatsynccommerce.workers w ON w.id = of_worker WHERE s.id = of_server
$$;

CREATE FUNCTION codatsynccommerce.is_closed(of_server int, of_worker bigint) RETURNS boolean LANGUAGE sql AS $$
    SELECT coalesce(s.paused_until > clock_timestamp(), false) OR codatsynccommerce.is_stopped(of_server, of_worker)
    FROM codatsynccommerce.servers s WHERE s.id = of_server
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
    -- Not by the present time, because a worker that met the same limit may have waited here for the first one.
    IF statement_timestamp() - make_interval(secs => sent_ago) >= one.limited_at THEN
        one.pauses := one.pauses + 1;
        one.limited_at := moment;
        -- The other workers on the address send about as many requests as the one that met the limit.
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
"""
