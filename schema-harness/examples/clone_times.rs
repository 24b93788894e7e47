//! Measures what a test pays: an attached server's databases, created from a template and dropped. Prints medians.

use std::time::{Duration, Instant};

use schema_harness::{HarnessError, Server, TestDatabase};

const ROUNDS: usize = 40;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), HarnessError> {
    let server = Server::attach()?;
    server.empty_database("warm").await?.drop().await?;
    let (mut created, mut dropped) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let began = Instant::now();
        let database = server.empty_database("clone").await?;
        created.push(began.elapsed());
        let began = Instant::now();
        database.drop().await?;
        dropped.push(began.elapsed());
    }
    println!("empty:         clone {}, drop {}", median(created), median(dropped));

    let began = Instant::now();
    let first = server.database("tables", "60 tables", sixty_tables).await?;
    println!("sixty tables:  template and first clone {} ms", began.elapsed().as_millis());
    first.drop().await?;
    let mut created = Vec::new();
    for _ in 0..ROUNDS {
        let began = Instant::now();
        let database = server.database("tables", "60 tables", sixty_tables).await?;
        created.push(began.elapsed());
        database.drop().await?;
    }
    println!("sixty tables:  clone {}", median(created));

    let database = server.empty_database("psql").await?;
    let files: Vec<_> = (0..7).map(|number| (format!("0{number}.sql"), "SELECT 1;".to_owned())).collect();
    let mut ran = Vec::new();
    for _ in 0..10 {
        let began = Instant::now();
        database.psql(&files).await?;
        ran.push(began.elapsed());
    }
    println!("psql, 7 files: {}", median(ran));
    let mut dumped = Vec::new();
    for _ in 0..10 {
        let began = Instant::now();
        database.pg_dump(&["--schema-only"]).await?;
        dumped.push(began.elapsed());
    }
    println!("pg_dump:       {}", median(dumped));
    database.drop().await
}

async fn sixty_tables(template: &TestDatabase) -> Result<(), HarnessError> {
    let tables: String = (0..60)
        .map(|number| format!("CREATE TABLE t{number} (id bigint PRIMARY KEY, name text UNIQUE, made timestamptz);\n"))
        .collect();
    template.execute(&tables).await
}

fn median(mut times: Vec<Duration>) -> String {
    times.sort();
    format!("{:.0} ms", times[times.len() / 2].as_secs_f64() * 1000.0)
}
