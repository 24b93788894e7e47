-- Sequences, and columns that they belong to.
CREATE SEQUENCE public.plain;
CREATE SEQUENCE public.small AS smallint;
CREATE SEQUENCE public.down AS integer INCREMENT -1;
CREATE SEQUENCE public.everything AS integer INCREMENT BY 5 MINVALUE -10 MAXVALUE 1000 START WITH 15 CACHE 20 CYCLE;
CREATE SEQUENCE public.down_to MINVALUE -5 MAXVALUE 5 INCREMENT -2;
CREATE TABLE public.numbered (
    id bigserial PRIMARY KEY, small smallserial, by_hand bigint DEFAULT nextval('public.plain'), first text
);
ALTER SEQUENCE public.small OWNED BY public.numbered.first;
ALTER SEQUENCE public.numbered_id_seq INCREMENT BY 10;
COMMENT ON SEQUENCE public.plain IS 'Numbers.';
CREATE UNLOGGED TABLE public.fleeting (id serial);
