INSERT INTO public.customers (id, name) VALUES (1, 'Ada'), (2, 'Bob');
