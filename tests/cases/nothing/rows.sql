INSERT INTO public.versions (id, tenant, state) VALUES (1, 7, 'ACTIVE'), (2, 7, 'OLD'), (3, 8, 'ACTIVE');
