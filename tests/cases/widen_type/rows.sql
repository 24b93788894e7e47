INSERT INTO public.users (id, name, price, code) VALUES (1, 'a', 1.5, 'x'), (2, 'b', 2.5, 'y');
