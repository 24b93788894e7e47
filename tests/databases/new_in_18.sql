-- majors: 18
-- no round trip: a script makes what is valid and enforced
CREATE TABLE public.parent (id integer PRIMARY KEY, a integer CONSTRAINT a_named_one NOT NULL, b integer);
CREATE TABLE public.child (
    id integer, a integer, twice integer GENERATED ALWAYS AS (a * 2) VIRTUAL,
    CONSTRAINT unenforced_fkey FOREIGN KEY (a) REFERENCES public.parent NOT ENFORCED,
    CONSTRAINT unenforced_check CHECK (a > 0) NOT ENFORCED
);
INSERT INTO public.child (id, a) VALUES (NULL, 1);
ALTER TABLE public.child ADD CONSTRAINT not_proven NOT NULL id NOT VALID;
ALTER TABLE public.child ADD CONSTRAINT not_inherited NOT NULL a NO INHERIT;
COMMENT ON CONSTRAINT a_named_one ON public.parent IS 'A NOT NULL.';
CREATE TABLE public.periods (id int4range, during daterange, PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE public.of_periods (id int4range, during daterange,
    FOREIGN KEY (id, PERIOD during) REFERENCES public.periods (id, PERIOD during));
