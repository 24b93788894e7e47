INSERT INTO tickets (id, state) VALUES (1, 'OPEN');
