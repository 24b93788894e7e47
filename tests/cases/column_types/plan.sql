---- 01_preflight.sql

-- 01.001  look for privileges that the role lacks
-- locks   none
-- scan    none · own transaction
-- undo    nothing to undo
DO $check$
DECLARE
    lacking text;
BEGIN
    SELECT string_agg(privilege, ', ' ORDER BY privilege) INTO lacking FROM (
        SELECT 'CREATE on schema public' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'public'
            AND pg_catalog.has_schema_privilege(oid, 'CREATE'))
    ) AS needed (privilege);
    IF lacking IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = 'role ' || current_user || ' lacks: ' || lacking,
            HINT = 'Run the migration as the owner of the tables. A table that is not there is owned by nobody.';
    END IF;
END
$check$;

---- 02_create.sql

-- 02.001  create table public.every_type
-- locks   public.every_type: new in this migration
-- scan    none · own transaction
-- from    EveryType · undo: rollback.sql 02.001 (ACCESS EXCLUSIVE)
CREATE TABLE public.every_type (
    id bigint NOT NULL,
    named_0 boolean,
    array_0 boolean[],
    named_1 smallint,
    array_1 smallint[],
    named_2 integer,
    array_2 integer[],
    named_3 bigint,
    array_3 bigint[],
    named_4 numeric,
    array_4 numeric[],
    named_5 numeric(12,2),
    array_5 numeric(12,2)[],
    named_6 real,
    array_6 real[],
    named_7 double precision,
    array_7 double precision[],
    named_8 text,
    array_8 text[],
    named_9 character varying,
    array_9 character varying[],
    named_10 character varying(20),
    array_10 character varying(20)[],
    named_11 character(3),
    array_11 character(3)[],
    named_12 bytea,
    array_12 bytea[],
    named_13 uuid,
    array_13 uuid[],
    named_14 date,
    array_14 date[],
    named_15 time without time zone,
    array_15 time without time zone[],
    named_16 time(3) without time zone,
    array_16 time(3) without time zone[],
    named_17 time with time zone,
    array_17 time with time zone[],
    named_18 timestamp without time zone,
    array_18 timestamp without time zone[],
    named_19 timestamp(3) without time zone,
    array_19 timestamp(3) without time zone[],
    named_20 timestamp with time zone,
    array_20 timestamp with time zone[],
    named_21 timestamp(0) with time zone,
    array_21 timestamp(0) with time zone[],
    named_22 interval,
    array_22 interval[],
    named_23 interval(3),
    array_23 interval(3)[],
    named_24 interval day to second(2),
    array_24 interval day to second(2)[],
    named_25 json,
    array_25 json[],
    named_26 jsonb,
    array_26 jsonb[],
    named_27 inet,
    array_27 inet[],
    named_28 cidr,
    array_28 cidr[],
    named_29 macaddr,
    array_29 macaddr[],
    named_30 macaddr8,
    array_30 macaddr8[],
    named_31 bit(3),
    array_31 bit(3)[],
    named_32 bit varying,
    array_32 bit varying[],
    named_33 bit varying(5),
    array_33 bit varying(5)[],
    named_34 int4range,
    array_34 int4range[],
    named_35 int8range,
    array_35 int8range[],
    named_36 numrange,
    array_36 numrange[],
    named_37 tsrange,
    array_37 tsrange[],
    named_38 tstzrange,
    array_38 tstzrange[],
    named_39 daterange,
    array_39 daterange[],
    named_40 tsvector,
    array_40 tsvector[],
    named_41 tsquery,
    array_41 tsquery[],
    named_42 xml,
    array_42 xml[],
    named_43 money,
    array_43 money[],
    named_44 point,
    array_44 point[],
    named_45 oid,
    array_45 oid[],
    named_46 name,
    array_46 name[],
    named_47 pg_catalog.regclass,
    array_47 pg_catalog.regclass[],
    named_48 pg_catalog.int4multirange,
    array_48 pg_catalog.int4multirange[],
    marker_0 boolean,
    vec_0 boolean[],
    marker_1 smallint,
    vec_1 smallint[],
    marker_2 integer,
    vec_2 integer[],
    marker_3 bigint,
    vec_3 bigint[],
    marker_4 real,
    vec_4 real[],
    marker_5 double precision,
    vec_5 double precision[],
    marker_6 text,
    vec_6 text[],
    marker_7 uuid,
    vec_7 uuid[],
    marker_8 date,
    vec_8 date[],
    marker_9 time without time zone,
    vec_9 time without time zone[],
    marker_10 timestamp without time zone,
    vec_10 timestamp without time zone[],
    marker_11 timestamp with time zone,
    vec_11 timestamp with time zone[],
    marker_12 interval,
    vec_12 interval[],
    marker_13 json,
    vec_13 json[],
    marker_14 jsonb,
    vec_14 jsonb[],
    marker_15 bytea,
    vec_15 bytea[],
    marker_16 inet,
    vec_16 inet[],
    marker_17 cidr,
    vec_17 cidr[],
    marker_18 macaddr,
    vec_18 macaddr[],
    marker_19 int4range,
    vec_19 int4range[],
    marker_20 int8range,
    vec_20 int8range[],
    marker_21 numrange,
    vec_21 numrange[],
    marker_22 daterange,
    vec_22 daterange[],
    marker_23 tsrange,
    vec_23 tsrange[],
    marker_24 tstzrange,
    vec_24 tstzrange[],
    marker_25 tsvector,
    vec_25 tsvector[],
    marker_26 numeric(12,2),
    vec_26 numeric(12,2)[],
    marker_27 character varying(20),
    vec_27 character varying(20)[],
    marker_28 character(3),
    vec_28 character(3)[],
    marker_29 bit(3),
    vec_29 bit(3)[],
    marker_30 bit varying(5),
    vec_30 bit varying(5)[],
    email text,
    in_c text COLLATE pg_catalog."C",
    in_posix character varying(5) COLLATE pg_catalog."POSIX",
    CONSTRAINT every_type_pkey PRIMARY KEY (id)
);

---- 03_verify.sql

-- 03.001  verify 1 fact in the catalog
-- locks   none
-- scan    none · own transaction
-- undo    nothing to undo
DO $verify$
DECLARE
    amiss text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', '', true);
    SELECT pg_catalog.string_agg(subject, ', ' ORDER BY subject) INTO amiss FROM (
        SELECT subject FROM (VALUES
            ('table public.every_type', EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('public.every_type') AND relkind IN ('r', 'p')))
        ) AS facts (subject, holds) WHERE holds IS NOT TRUE
    ) AS amiss (subject);
    IF amiss IS NOT NULL THEN
        RAISE EXCEPTION USING
            MESSAGE = 'not as the migration leaves it: ' || amiss,
            HINT = 'Look for what changed these objects since, or for a file that was not run.';
    END IF;
END
$verify$;

---- rollback.sql

-- 02.001  undone: drop table public.every_type
DROP TABLE public.every_type;
