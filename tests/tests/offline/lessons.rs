//! What hurt the users of other tools: each pain names, in `tests/lessons.txt`, the case or test that shows that it is none
//! here.

use crate::claims::{backed, tests};
use crate::support::{none, root};

#[test]
fn each_pain_has_a_case_that_is_there() {
    let tests = tests();
    let is_there = |name: &str| match name.strip_prefix("case ") {
        Some(case) => root().join("tests/cases").join(case).join("after.rs").is_file(),
        None => name.starts_with("none: ") || tests.contains(name),
    };
    let pains = backed("tests/lessons.txt");
    assert!(pains.len() >= 18, "{} pains", pains.len());
    let mut findings: Vec<String> = Vec::new();
    for pain in &pains {
        let names_an_issue = pain.text.split_whitespace().next().is_some_and(|word| word.contains('#'));
        if !names_an_issue || pain.backing.is_empty() {
            findings.push(format!("{}: an issue begins the line, and a case or test stands below it", pain.text));
        }
        let missing = pain.backing.iter().filter(|name| !is_there(name));
        findings.extend(missing.map(|name| format!("{}: there is no {name}", pain.text)));
    }
    none(&findings, "mend tests/lessons.txt");
}
