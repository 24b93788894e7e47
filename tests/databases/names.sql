-- Names that must be quoted, are long, or look like SQL.
CREATE TABLE public."Table with ""quotes"" and 'quotes'" (
    "select" integer PRIMARY KEY, "Upper" text, "a b" text, "new
line" text, "größe" integer, "%s" integer, "back\slash" integer, "a,b" text, "(" text, "$1" text,
    "a_name_of_sixty_three_bytes_which_is_as_long_as_PostgreSQL_keeps" integer,
    CONSTRAINT "a ""check"", so to speak" CHECK ("größe" > 0 AND "%s" <> 3 AND "Upper" <> '"a b"')
);
CREATE TABLE public."on public.t USING btree (" (
    "x) USING btree (y" text, "order" text COLLATE "C", "user" varchar(3) REFERENCES public."on public.t USING btree (" ("CON""FLICT"),
    "CON""FLICT" varchar(3) CONSTRAINT "unique" UNIQUE
);
CREATE INDEX "an index USING btree (" ON public."on public.t USING btree (" ("x) USING btree (y" text_pattern_ops, lower("x) USING btree (y") COLLATE "C" varchar_pattern_ops DESC, ("order" || '), (') COLLATE "POSIX")
    WHERE "order" > 'x COLLATE "C"';
CREATE INDEX ON public."Table with ""quotes"" and 'quotes'" ("a,b", "(", ("a,b" || "("), ("$1" || '''') DESC NULLS LAST);
ALTER TABLE public."Table with ""quotes"" and 'quotes'"
    ADD CONSTRAINT "größe" FOREIGN KEY ("größe") REFERENCES public."Table with ""quotes"" and 'quotes'" ("select");
COMMENT ON COLUMN public."Table with ""quotes"" and 'quotes'"."new
line" IS 'new
line';
COMMENT ON CONSTRAINT "größe" ON public."Table with ""quotes"" and 'quotes'" IS '$$';
COMMENT ON INDEX public."an index USING btree (" IS E'\\';
