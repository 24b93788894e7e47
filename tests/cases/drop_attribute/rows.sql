INSERT INTO public.users VALUES (1, ROW('1', 'x', 'y')), (2, NULL);
