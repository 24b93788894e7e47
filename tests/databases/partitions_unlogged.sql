-- majors: 15, 17
-- Before 18 PostgreSQL lets a partitioned table be unlogged, and a partition that is divided: which says nothing of their partitions.
CREATE UNLOGGED TABLE public.t (n integer) PARTITION BY LIST (n);
CREATE TABLE public.t_1 PARTITION OF public.t FOR VALUES IN (1);
CREATE TABLE public.u (n integer, m integer) PARTITION BY LIST (n);
CREATE UNLOGGED TABLE public.u_1 PARTITION OF public.u FOR VALUES IN (1) PARTITION BY LIST (m);
CREATE UNLOGGED TABLE public.u_1_1 PARTITION OF public.u_1 FOR VALUES IN (1);
