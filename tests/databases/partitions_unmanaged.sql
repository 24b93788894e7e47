-- no round trip: what partitions have of their own is none of the model's
-- What partitions have of their own is named, and what is divided but not held too.
CREATE TABLE public.targets (id integer PRIMARY KEY);
CREATE TABLE public.t (n integer, a text, target_id integer) PARTITION BY LIST (n);
CREATE TABLE public.t_1 PARTITION OF public.t FOR VALUES IN (1);
CREATE TABLE public.t_2 PARTITION OF public.t FOR VALUES IN (2);
CREATE INDEX own_index ON public.t_1 (a);
ALTER TABLE public.t_1 ADD CONSTRAINT own_check CHECK (a <> ''), ADD CONSTRAINT own_key UNIQUE (a);
ALTER TABLE public.t_1 ADD CONSTRAINT own_reference FOREIGN KEY (target_id) REFERENCES public.targets;
ALTER TABLE public.t_1 ALTER COLUMN a SET DEFAULT 'own', ALTER COLUMN a SET NOT NULL;
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER own_trigger BEFORE UPDATE ON public.t_1 FOR EACH ROW EXECUTE FUNCTION public.touch();
COMMENT ON COLUMN public.t_2.a IS 'of a column';
COMMENT ON CONSTRAINT own_check ON public.t_1 IS 'of a constraint';
COMMENT ON INDEX public.own_index IS 'of an index';
CREATE INDEX t_a_idx ON public.t (n);
ALTER INDEX public.t_1_n_idx SET (fillfactor = 70);
-- An index that is not attached for all partitions is invalid.
CREATE INDEX half ON ONLY public.t (target_id);
CREATE TYPE public.row_type AS (n integer);
CREATE TABLE public.typed OF public.row_type PARTITION BY LIST (n);
CREATE TABLE public.typed_1 PARTITION OF public.typed FOR VALUES IN (1);
