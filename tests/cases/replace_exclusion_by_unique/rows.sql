INSERT INTO public.bookings (id, room, first_day, last_day, cancelled) VALUES (1, 'a', 1, 3, false), (2, 'b', 5, 7, false), (3, 'c', 2, 6, true);
