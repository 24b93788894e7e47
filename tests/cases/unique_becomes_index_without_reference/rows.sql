INSERT INTO public.users VALUES (1, 'ann@example.org'), (2, 'bob@example.org');
INSERT INTO public.orders VALUES (1, 'ann@example.org'), (2, 'bob@example.org'), (3, 'ann@example.org');
