//! Which type may refer to which, compared with the server.

use schema_core::types::{Builtin, PgType};

use crate::support::server;

/// Adds a foreign key of each type to each, and keeps those pairs that the server takes.
const ADD_ALL: &str = "
    DO $$
    DECLARE own integer; target integer;
    BEGIN
        FOR own IN SELECT at FROM types LOOP
            FOR target IN SELECT at FROM types WHERE is_key LOOP
                BEGIN
                    EXECUTE format('ALTER TABLE own_%s ADD CONSTRAINT refers FOREIGN KEY (c) REFERENCES key_%s', own, target);
                    EXECUTE format('ALTER TABLE own_%s DROP CONSTRAINT refers', own);
                    INSERT INTO taken VALUES (own, target);
                EXCEPTION WHEN datatype_mismatch THEN NULL;
                END;
            END LOOP;
        END LOOP;
    END $$";

#[tokio::test]
async fn types_refer_to_those_that_this_server_lets_them() {
    let arrays = ["integer[]", "bigint[]", "text[]", "character varying[]"].map(|text| text.parse::<PgType>().unwrap());
    let types: Vec<PgType> = Builtin::ALL.iter().map(|builtin| PgType::from(*builtin)).chain(arrays).collect();
    let database = server().empty_database("references").await.unwrap();
    let client = database.connect().await.unwrap();
    client
        .batch_execute("CREATE TABLE types (at integer, is_key boolean); CREATE TABLE taken (own integer, key integer)")
        .await
        .unwrap();
    for (at, pg_type) in types.iter().enumerate() {
        client.batch_execute(&format!("CREATE TABLE own_{at} (c {pg_type})")).await.unwrap();
        // Some types have no order, and so no key.
        let key = client.batch_execute(&format!("CREATE TABLE key_{at} (c {pg_type} PRIMARY KEY)")).await;
        client.batch_execute(&format!("INSERT INTO types VALUES ({at}, {})", key.is_ok())).await.unwrap();
    }
    client.batch_execute(ADD_ALL).await.unwrap();
    let pairs = "SELECT own.at, key.at, (own.at, key.at) IN (SELECT own, key FROM taken)
                 FROM types AS own, types AS key WHERE key.is_key";
    let pairs = client.query(pairs, &[]).await.unwrap();
    assert!(pairs.len() > 1_000, "{} pairs", pairs.len());
    let (mut taken, mut wrong) = (0, Vec::new());
    for pair in &pairs {
        let [own, key] = [0, 1].map(|at| &types[usize::try_from(pair.get::<_, i32>(at)).unwrap()]);
        let is_taken: bool = pair.get(2);
        taken += usize::from(is_taken);
        if own.can_refer_to(key) != Some(is_taken) {
            wrong.push(format!("{own} to {key}: {is_taken}"));
        }
    }
    assert!(taken > types.len(), "{taken} are taken");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
