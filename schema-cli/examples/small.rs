//! The xtask of a small project, for the tests: `SMALL_SCHEMA` chooses what it declares.

#![expect(unreachable_pub, reason = "declared as in a crate of its own, which a schema usually is")]

use std::process::ExitCode;

/// Declares authors and their books: what follows the fields that are always there, and which tables come on top.
macro_rules! library {
    ($module:ident: $author:ident { $($of_author:tt)* }, Book { $($of_book:tt)* }, [$($more:ident),*]) => {
        mod $module {
            use schema_core::prelude::*;

            /// A person who writes.
            #[derive(Table)]
            #[table(name = "authors")]
            pub struct $author {
                #[column(primary_key)]
                pub id: Uuid,
                pub name: String,
                $($of_author)*
            }

            /// What an author has written.
            #[derive(Table)]
            #[table(name = "books")]
            #[index(author_id)]
            pub struct Book {
                #[column(primary_key)]
                pub id: Uuid,
                #[references($author::id, on_delete = restrict)]
                pub author_id: Uuid,
                $($of_book)*
            }

            /// A word to find books by.
            #[derive(Table)]
            #[table(name = "tags")]
            pub struct Tag {
                #[column(primary_key)]
                pub word: String,
            }

            /// A table with an index of a name that another table's index has.
            #[derive(Table)]
            #[table(name = "shelves")]
            #[index(room, name = "books_author_id_idx")]
            pub struct Shelf {
                #[column(primary_key)]
                pub id: Uuid,
                pub room: String,
            }

            schema! { pub static SCHEMA, postgres = 15..=18, tables = [$author, Book $(, $more)*] }
        }
    };
}

library!(base: Author { pub nickname: Option<String>, }, Book { pub title: String, }, [Tag]);
library!(column_added: Author { pub nickname: Option<String>, pub email: Option<String>, }, Book { pub title: String, }, [Tag]);
library!(two_added: Author { pub nickname: Option<String>, pub email: Option<String>, pub phone: Option<String>, }, Book { pub title: String, }, [Tag]);
library!(column_dropped: Author {}, Book { pub title: String, }, [Tag]);
library!(table_dropped: Author { pub nickname: Option<String>, }, Book { pub title: String, }, []);
library!(both_dropped: Author {}, Book { pub title: String, }, []);
library!(type_changed: Author { pub nickname: Option<String>, }, Book { pub title: i32, }, [Tag]);
library!(not_null_added: Author { pub nickname: Option<String>, pub born: i32, }, Book { pub title: String, }, [Tag]);
library!(filled: Author { pub nickname: Option<String>, #[column(backfill = "1999")] pub born: i32, }, Book { pub title: String, }, [Tag]);
library!(struct_renamed: Writer { pub nickname: Option<String>, }, Book { pub title: String, }, [Tag]);
library!(invalid: Author { pub nickname: Option<String>, }, Book { pub title: String, }, [Tag, Shelf]);

/// Declares what `base` does, and a step by hand.
macro_rules! by_hand {
    ($module:ident: $sql:literal) => {
        mod $module {
            use schema_core::prelude::*;

            use super::base::{Author, Book, Tag};

            schema! {
                pub static SCHEMA,
                postgres = 15..=18,
                steps = [
                    step(
                        "capitals",
                        "write tags in capitals",
                        behind = enforce,
                        sql = $sql,
                        locks("public.tags" = row_exclusive),
                        scans("public.tags"),
                        done = "NOT EXISTS (SELECT FROM public.tags WHERE word <> upper(word))",
                        irreversible = "nobody knows how they were written",
                    ),
                ],
                tables = [Author, Book, Tag]
            }
        }
    };
}

by_hand!(step_added: "UPDATE public.tags SET word = upper(word)");
by_hand!(step_changed: "UPDATE public.tags SET word = upper(trim(word))");

fn main() -> ExitCode {
    let schema = match std::env::var("SMALL_SCHEMA").as_deref() {
        Ok("base") => &base::SCHEMA,
        Ok("column_added") => &column_added::SCHEMA,
        Ok("two_added") => &two_added::SCHEMA,
        Ok("column_dropped") => &column_dropped::SCHEMA,
        Ok("table_dropped") => &table_dropped::SCHEMA,
        Ok("both_dropped") => &both_dropped::SCHEMA,
        Ok("type_changed") => &type_changed::SCHEMA,
        Ok("not_null_added") => &not_null_added::SCHEMA,
        Ok("filled") => &filled::SCHEMA,
        Ok("step_added") => &step_added::SCHEMA,
        Ok("step_changed") => &step_changed::SCHEMA,
        Ok("struct_renamed") => &struct_renamed::SCHEMA,
        Ok("invalid") => &invalid::SCHEMA,
        other => panic!("SMALL_SCHEMA is {other:?}, and names no schema"),
    };
    schema_cli::run(schema)
}
