INSERT INTO public.orders (id, state, past, note, place, number) VALUES
    (1, 'Open', '{Open,Shut}', 'a', '(Open,Ulm)', 7), (2, 'Shut', '{}', 'state', NULL, DEFAULT);
