INSERT INTO public.users VALUES (1, ROW('x', 'y')), (2, NULL);
