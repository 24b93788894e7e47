INSERT INTO public.users VALUES (1, ROW('a', NULL), NULL), (2, ROW(NULL, NULL), ROW(NULL, NULL)), (3, ROW('c', 'd'), ROW('c', NULL));
