INSERT INTO public.documents (id, title) VALUES (1, 'one'), (2, 'two');
