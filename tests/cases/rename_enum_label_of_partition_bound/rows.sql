INSERT INTO public.events VALUES ('OPEN'), ('DONE');
