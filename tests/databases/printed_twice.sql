-- round trip: second
-- PostgreSQL prints this list in another way once it has read what it prints.
CREATE TABLE public.coded (c varchar(9), CONSTRAINT one_of CHECK (c IN ('A', 'B')));
CREATE INDEX ON public.coded (c) WHERE c IN ('A', 'B');
