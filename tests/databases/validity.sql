-- no round trip: a script makes what is valid
-- What PostgreSQL has not proven.
CREATE TABLE public.parent (id integer PRIMARY KEY);
CREATE TABLE public.child (id integer, parent_id integer);
INSERT INTO public.child VALUES (1, 7), (1, 7);
ALTER TABLE public.child ADD CONSTRAINT child_fkey FOREIGN KEY (parent_id) REFERENCES public.parent NOT VALID;
ALTER TABLE public.child ADD CONSTRAINT child_check CHECK (id > 5) NOT VALID;
ALTER TABLE public.child ADD CONSTRAINT proven CHECK (id > 0) NOT VALID;
ALTER TABLE public.child VALIDATE CONSTRAINT proven;
CREATE INDEX dead ON public.child (id) WHERE parent_id > 0;
UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = 'public.dead'::regclass;
CREATE INDEX not_ready ON public.child (parent_id);
UPDATE pg_catalog.pg_index SET indisready = false WHERE indexrelid = 'public.not_ready'::regclass;
ALTER TABLE public.parent DISABLE TRIGGER ALL;
