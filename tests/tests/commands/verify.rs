//! `cargo xtask verify`

use crate::support::{migrated, run};

#[tokio::test]
async fn a_database_as_declared_is_a_go() {
    let database = migrated("command_go").await;
    run(&["verify", "--database-url", database.url()]).ends_with(0).says("\nverdict: go\n");
    let json = run(&["verify", "--json", "--database-url", database.url()]).ends_with(0);
    let report: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(report["verdict"], "go");
    let probes = report["probes"].as_array().unwrap();
    assert!(probes.len() > 8 && probes.iter().all(|probe| probe["result"] == "pass"), "{}", json.stdout);
}

#[tokio::test]
async fn what_is_amiss_is_a_no_go_and_named() {
    let database = migrated("command_no_go").await;
    database.execute("ALTER TABLE public.punchlists DROP CONSTRAINT punchlists_category_id_fkey").await.unwrap();
    run(&["verify", "--database-url", database.url()])
        .ends_with(1)
        .says("fail")
        .says("punchlists_category_id_fkey of public.punchlists")
        .says("verdict: no-go")
        .complains("error: no-go: 1 probe failed: C1.foreign_keys");
}

#[tokio::test]
async fn what_could_not_be_found_out_is_a_hold() {
    let database = migrated("command_hold").await;
    let admin = database.connect().await.unwrap();
    let role = format!("hold_{}", std::process::id());
    admin.batch_execute(&format!("CREATE ROLE {role} LOGIN PASSWORD 'x'")).await.unwrap();
    let held = run(&["verify", "--database-url", &database.url_as(&role, "x")]);
    admin.batch_execute(&format!("DROP ROLE {role}")).await.unwrap();
    held.ends_with(4)
        .says("verdict: hold")
        .says("the role that connects lacks SELECT: GRANT SELECT ON ")
        .complains("could not be carried out: C1.orphans");
}

#[tokio::test]
async fn behaviour_is_tried_on_a_copy() {
    let database = migrated("command_behaviour").await;
    database.execute("DROP TRIGGER workflow_instances_status_lifecycle ON public.workflow_instances").await.unwrap();
    run(&["verify", "--behaviour", "--database-url", database.url()])
        .ends_with(1)
        .says("C4.lifecycles")
        .complains("no-go")
        .complains("trying 18 tables on an empty copy");
}

#[test]
fn without_a_database_the_command_line_is_wrong() {
    run(&["verify"]).ends_with(2).complains("no database is named");
    run(&["verify", "--database-url", "postgres://nobody@127.0.0.1:1/none"]).ends_with(4).complains("cannot connect");
}
