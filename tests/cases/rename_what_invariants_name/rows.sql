INSERT INTO public.plan (id, owner, title) VALUES (1, 'a', 'one'), (2, 'b', 'two');
INSERT INTO public.item (id, plan_id, text) VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c');
UPDATE public.plan SET state = 'ACTIVE' WHERE id = 2;
