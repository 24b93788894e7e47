INSERT INTO public.tasks (id, run) VALUES (1, 1), (2, 1);
INSERT INTO public.fails (id) VALUES (1);
