INSERT INTO public.users VALUES (1, 'a'), (2, 'b');
INSERT INTO public.log (user_id, said) VALUES (1, 'x'), (2, NULL);
