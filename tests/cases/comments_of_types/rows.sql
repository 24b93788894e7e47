INSERT INTO public.users (id, email, address) VALUES (1, 'c@d', ROW('x', 1, 'y'));
