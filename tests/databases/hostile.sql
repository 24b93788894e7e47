-- Names, comments and texts that are made to break out of what is written of them.
CREATE SCHEMA "crate";
COMMENT ON SCHEMA "crate" IS E'"), ("x", "y';
CREATE TYPE public.self AS ENUM ('Self', '"]', E'a\nb', 'r#"', 'self', '2', '3', '\', '表');
CREATE DOMAIN public."*/" AS text CONSTRAINT ") ]" CHECK (VALUE <> '"#);' AND VALUE <> E'\n');
CREATE TYPE public."String" AS ("crate" integer, "fn main() {}" text, "Crate" numeric);
CREATE TABLE public."Option" (
    "self" integer PRIMARY KEY, "type" public.self, "super" text DEFAULT E'"\n#![no_std]\r\u202e', "Type" public."*/", r text,
    "unique" integer UNIQUE, "deferrable" integer, "include" text, "name" text, "where" text, "expr" integer, "_" integer, "1" integer,
    whole public."String", "crate" text CHECK ("crate" IN ('"', '#')),
    CONSTRAINT "#[" CHECK (r <> E'\x1b[31m"#' AND "super" <> '*/'),
    CONSTRAINT "fn" CHECK ("unique" > "deferrable"),
    UNIQUE ("unique", "deferrable", "name"), UNIQUE ("expr") INCLUDE ("include")
);
CREATE INDEX ON public."Option" ("where", "name" DESC) INCLUDE ("include");
CREATE INDEX "'" ON public."Option" ("unique") WHERE "name" <> E'\\"';
CREATE TABLE "crate"."Option" (id integer PRIMARY KEY, "self" integer REFERENCES public."Option", "type" text UNIQUE, "unique" integer REFERENCES public."Option" ("unique"));
CREATE TABLE "crate".lib (id integer PRIMARY KEY, "type" text REFERENCES "crate"."Option" ("type"));
CREATE TABLE public."fn" (id integer PRIMARY KEY);
CREATE TABLE public."日本" (id integer PRIMARY KEY, "数" integer);
CREATE TABLE public."/// #[derive(Debug)]
struct Evil;" (id integer PRIMARY KEY, "]
}" integer);
CREATE TABLE public.a_name_of_sixty_three_bytes_which_is_as_long_as_postgresql_kept (
    another_name_of_sixty_three_bytes_which_is_as_long_as_postgresql integer PRIMARY KEY
);
COMMENT ON TABLE public."Option" IS E'*/ fn main() {}\n\n```\nloop {}\n```\n    indented\r\n';
COMMENT ON TABLE public."fn" IS 'A plain one, whose text is long enough to need a second line in the source, where each line is read as a part of one paragraph, "quotes" and \ too.
And a second one.';
COMMENT ON COLUMN public."Option"."self" IS E'\u202e\x1b]0;title\x07';
COMMENT ON COLUMN public."Option"."type" IS '"]';
COMMENT ON CONSTRAINT "#[" ON public."Option" IS '")]';
COMMENT ON TYPE public.self IS ' begins with a space';
COMMENT ON CONSTRAINT ") ]" ON DOMAIN public."*/" IS E'"#)]\n*/ \\ it\'s';
COMMENT ON COLUMN public."String"."fn main() {}" IS E'*/ "#]\r\n\u202e$$\\';
COMMENT ON COLUMN public."String"."Crate" IS 'A plain one.';
