INSERT INTO public.plan (id, title) VALUES (1, 'one'), (2, 'two');
INSERT INTO public.item (id, plan_id, text) VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c');
