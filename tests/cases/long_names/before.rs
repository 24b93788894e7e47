use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_t")]
#[check(
    a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_1,
    "a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x > 0"
)]
#[check(
    a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_2,
    "a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y > 0"
)]
#[index(
    a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x,
    name = "a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_i"
)]
#[index(
    a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y,
    name = "a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_j"
)]
struct Long {
    #[column(primary_key)]
    id: i64,
    a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_x: Option<i32>,
    a_name_of_sixty_three_bytes_which_is_the_longest_there_may_be_y: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Long]
}
