INSERT INTO public.tickets VALUES (1, 'OPEN'), (2, 'CLOSED');
