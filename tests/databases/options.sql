-- Unlogged tables, storage parameters, several namespaces, extensions.
CREATE SCHEMA "a b";
CREATE SCHEMA tools;
CREATE EXTENSION pgcrypto WITH SCHEMA tools;
CREATE UNLOGGED TABLE "a b".unlogged (id integer PRIMARY KEY);
CREATE TABLE "a b".filled (id integer, t text) WITH (fillfactor = 70, autovacuum_enabled = off, toast.autovacuum_vacuum_scale_factor = 0.5, parallel_workers = 4);
CREATE TABLE "a b"."c.d" (id integer PRIMARY KEY);
CREATE TABLE public.across (id integer REFERENCES "a b"."c.d");
CREATE TEMPORARY TABLE temporary (id integer PRIMARY KEY);
