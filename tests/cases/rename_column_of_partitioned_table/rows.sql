INSERT INTO public.events (id, kind, code) VALUES (1, 'a', 'x'), (2, 'b', 'y');
