INSERT INTO public.measurement_points_of_customer VALUES (1, 1, 1);
