INSERT INTO public."User Table" VALUES (1, 10, 'x'), (2, 20, 'y');
INSERT INTO public."größe$check$" VALUES (1, 10, 'x', 1), (2, NULL, 'z', 2), (3, 20, 'y', 3);
