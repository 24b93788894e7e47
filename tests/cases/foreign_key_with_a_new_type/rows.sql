INSERT INTO public.parents VALUES (1);
INSERT INTO public.children VALUES (1, '1');
