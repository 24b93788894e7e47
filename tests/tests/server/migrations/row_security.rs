//! Policies that hide rows are an error and not a wrong answer: FORCE ROW LEVEL SECURITY binds the owner too.

use super::{Role, assert_snapshot, files};

#[tokio::test]
async fn policies_stop_report_audit_and_validation() {
    let database = files::database_after_0001("row_security").await;
    let role = Role::create(&database).await;
    role.own_tables_but(&[]).await;
    let migration = files::migration("0002");
    let hide = "ALTER TABLE public.stage_decisions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                CREATE POLICY nothing ON public.stage_decisions USING (false)";
    let show = "DROP POLICY nothing ON public.stage_decisions;
                ALTER TABLE public.stage_decisions DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY";
    // The orphan that the policy hides from its owner.
    database
        .execute("UPDATE public.stage_decisions SET workflow_stage_id = 'gone' WHERE id = 'decision-1'")
        .await
        .unwrap();

    database.execute(hide).await.unwrap();
    let mut said = Vec::new();
    for files in [&migration.steps[..], migration.files("audit", "audit"), migration.files("validate", "validate")] {
        let failure = database.psql(&role.runs(files)).await.expect_err("a policy hides rows");
        said.push(role.failure_text(&failure));
        if said.len() == 1 {
            database.execute(show).await.unwrap();
            database
                .psql(&role.runs(migration.files("preflight", "add_not_valid")))
                .await
                .expect("no policy is in the way");
            database.execute(hide).await.unwrap();
        }
    }
    assert_snapshot("row_security", &said.join("\n"));
    database.execute(show).await.unwrap();
    role.drop().await;
}
