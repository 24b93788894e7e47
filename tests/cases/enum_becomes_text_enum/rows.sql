INSERT INTO public.orders VALUES (1, 'OPEN'), (2, 'SHUT');
