-- Keys over the same columns, which one CREATE TABLE would make one of.
CREATE TABLE public.twice (
    a integer NOT NULL,
    b integer NOT NULL,
    CONSTRAINT twice_pkey PRIMARY KEY (a)
);
ALTER TABLE public.twice ADD CONSTRAINT a_again UNIQUE (a);
ALTER TABLE public.twice ADD CONSTRAINT b_once UNIQUE (b);
ALTER TABLE public.twice ADD CONSTRAINT b_once_more UNIQUE (b) WITH (fillfactor = 80);
ALTER TABLE public.twice ADD CONSTRAINT b_otherwise UNIQUE (b) DEFERRABLE;
COMMENT ON CONSTRAINT a_again ON public.twice IS 'Nobody knows why.';
