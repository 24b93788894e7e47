INSERT INTO public.users OVERRIDING SYSTEM VALUE VALUES (1, 'ann');
INSERT INTO public.users_v2 OVERRIDING SYSTEM VALUE VALUES (7, 'bob@example.org', 'bob@example.com');
INSERT INTO public.orders VALUES (1, 1, 7);
