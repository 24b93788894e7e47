-- Foreign keys whose columns have other types than those that they refer to.
CREATE EXTENSION citext;
CREATE DOMAIN public.slug AS text;
CREATE TABLE public.hosts (
    id integer PRIMARY KEY,
    name character varying(63) NOT NULL UNIQUE,
    site numeric(10,0) NOT NULL,
    UNIQUE (site, id)
);
CREATE TABLE public.pages (
    id smallint PRIMARY KEY,
    title citext NOT NULL UNIQUE,
    slug public.slug NOT NULL UNIQUE
);
CREATE TABLE public.items (
    id bigint PRIMARY KEY,
    host_id bigint REFERENCES public.hosts ON DELETE CASCADE,
    host_name text REFERENCES public.hosts (name) ON UPDATE CASCADE DEFERRABLE,
    site integer,
    page_id bigint REFERENCES public.pages,
    page_title public.citext REFERENCES public.pages (title),
    page_slug character varying(20) REFERENCES public.pages (slug),
    FOREIGN KEY (site, host_id) REFERENCES public.hosts (site, id) MATCH FULL
);
