INSERT INTO public.models (name, workspace, parent) VALUES ('a', 'w', NULL), ('b', 'w', 'a'), ('c', 'v', 'b');
INSERT INTO public.versions (name, version, workspace) VALUES ('a', 1, 'w'), ('a', 2, 'w'), ('c', 1, 'v');
INSERT INTO public.tags (name, version, workspace, key) VALUES ('a', 1, 'w', 'k'), ('c', 1, 'v', 'k');
