INSERT INTO public.events VALUES (1, 'a'), (2, 'b');
INSERT INTO public.states VALUES ('x');
