INSERT INTO public.a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t VALUES (1, 1, 1), (2, 2, 2);
