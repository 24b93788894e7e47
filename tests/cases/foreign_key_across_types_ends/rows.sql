INSERT INTO hosts VALUES ('a');
INSERT INTO aliases VALUES (1, 'a');
