//! The last file finds what was changed by hand, and what was not run.

use super::{assert_snapshot, failure_text, files};

#[tokio::test]
async fn what_is_missing_or_another_is_named() {
    let database = files::database_after_0002("verify").await;
    let migration = files::migration("0002");
    let verify = migration.files("verify", "verify");
    database.psql(verify).await.expect("all is as it should be");

    let drop = "ALTER TABLE public.punchlists DROP CONSTRAINT punchlists_raised_by_fkey";
    let add = "ALTER TABLE public.punchlists ADD CONSTRAINT punchlists_raised_by_fkey FOREIGN KEY (raised_by) REFERENCES public.users (id)";
    let mut said = String::new();
    for (what, sql) in [
        ("dropped", drop.to_owned()),
        ("another ON DELETE", format!("{add} ON DELETE CASCADE")),
        ("not valid", format!("{drop}; {add} ON DELETE RESTRICT NOT VALID")),
        (
            "a CHECK of that name",
            format!("{drop}; ALTER TABLE public.punchlists ADD CONSTRAINT punchlists_raised_by_fkey CHECK (true)"),
        ),
        (
            "and a key without its index",
            "ALTER TABLE public.config_versions DROP CONSTRAINT config_versions_workspace_id_id_key CASCADE".to_owned(),
        ),
    ] {
        database.execute(&sql).await.unwrap();
        let failure = database.psql(verify).await.expect_err(what);
        said.push_str(&format!("{what}: {}\n", failure_text(&failure)));
    }
    assert_snapshot("verify", &said);
}

#[tokio::test]
async fn the_right_constraint_made_again_is_right() {
    let database = files::database_after_0002("verify_again").await;
    database
        .execute(
            "ALTER TABLE public.punchlists DROP CONSTRAINT punchlists_raised_by_fkey;
             ALTER TABLE public.punchlists ADD CONSTRAINT punchlists_raised_by_fkey
                 FOREIGN KEY (raised_by) REFERENCES public.users ON DELETE RESTRICT",
        )
        .await
        .unwrap();
    let migration = files::migration("0002");
    database.psql(migration.files("verify", "verify")).await.expect("it is as declared");
}
