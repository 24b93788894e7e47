INSERT INTO public.tickets (id, state) VALUES (1, 'new'), (2, 'done');
