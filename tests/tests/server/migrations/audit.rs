//! Orphans stop 0002 in its audit, with the constraint in force for new rows; repaired, the rest runs.

use schema_postgres::catalog_text;

use super::{assert_snapshot, failure_text, files};

/// Rows that 56 foreign keys of 0002 will find amiss: of a plain key, of a composite one, of one that refers to itself,
/// and a reference into another workspace.
const ORPHANS: &str = "
    UPDATE public.workflow_stages SET assigned_to = 'user-gone' WHERE id IN ('wf-1-stage-1', 'wf-1-stage-2');
    UPDATE public.punchlists SET category_id = 'category-surabaya' WHERE id = 'punchlist-2';
    UPDATE public.region_master SET parent_region_id = 'region-gone' WHERE id = 'region-jakarta';
    INSERT INTO public.stage_decisions (id, workspace_id, workflow_stage_id, decision, decided_by)
    SELECT 'decision-' || number, '11111111-1111-4111-8111-111111111111', 'stage-' || number, 'APPROVE', 'user-ayu'
      FROM generate_series(10, 17) AS number;
";

/// The repair of each, in the order of the audits.
const REPAIRS: [&str; 4] = [
    "UPDATE public.region_master SET parent_region_id = 'region-java' WHERE id = 'region-jakarta'",
    "UPDATE public.punchlists SET category_id = 'category-cosmetic' WHERE id = 'punchlist-2'",
    "UPDATE public.workflow_stages SET assigned_to = NULL WHERE assigned_to = 'user-gone'",
    "DELETE FROM public.stage_decisions WHERE workflow_stage_id LIKE 'stage-%'",
];

#[tokio::test]
async fn orphans_stop_the_audit_until_they_are_repaired() {
    let database = files::database_after_0001("audit").await;
    database.execute(ORPHANS).await.unwrap();
    let client = database.connect().await.unwrap();
    let migration = files::migration("0002");

    let failure = database.psql(&migration.steps).await.expect_err("the audit fails");
    let mut said = format!("{}\n{}", orphans_reported(&failure.output.stdout), failure_text(&failure));
    let counts = catalog_text::counts(&client).await.unwrap();
    assert_eq!((counts.foreign_keys, counts.validated_foreign_keys), (57, 1), "all are there, none is validated");
    let refused = client
        .batch_execute("UPDATE public.workflow_stages SET assigned_to = 'user-nobody' WHERE id = 'wf-3-stage-1'")
        .await
        .expect_err("the constraint is in force");
    assert_eq!(refused.code().map(|code| code.code()), Some("23503"));
    client
        .batch_execute("UPDATE public.workflow_stages SET due_at = now() WHERE assigned_to = 'user-gone'")
        .await
        .expect("an orphan may change where its key does not");

    let rest = migration.files("audit", "verify");
    for (at, repair) in REPAIRS.into_iter().enumerate() {
        if at > 0 {
            let failure = database.psql(rest).await.expect_err("there are more orphans");
            said.push_str(&format!("\n{}", failure_text(&failure)));
        }
        client.batch_execute(repair).await.unwrap();
    }
    assert_snapshot("audit_stops", &said);
    database.psql(rest).await.expect("nothing is amiss any more");
    assert_eq!(catalog_text::counts(&client).await.unwrap().validated_foreign_keys, 57);
}

/// The lines of the preflight's report that count any orphan.
fn orphans_reported(stdout: &str) -> String {
    let mut text = String::from("reported before anything changes:\n");
    for line in stdout.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let [foreign_key, table, count] = cells[..]
            && count.parse::<u64>().is_ok_and(|count| count > 0)
        {
            text.push_str(&format!("    {foreign_key} of {table}: {count}\n"));
        }
    }
    text
}
