INSERT INTO public.orders (id, state, past, note, last) VALUES
    (1, 'Open', '{Open,Shut}', 'a', 'Open'), (2, 'Shut', '{}', 'Open', 'Open');
