-- majors: 15, 17
-- Before 18 PostgreSQL lets a partitioned table be unlogged, which says nothing of its partitions.
CREATE UNLOGGED TABLE public.t (n integer) PARTITION BY LIST (n);
CREATE TABLE public.t_1 PARTITION OF public.t FOR VALUES IN (1);
