INSERT INTO public.users (id, email, age, other) VALUES (1, 'a@x', 7, 'a@x'), (2, NULL, 1, NULL);
