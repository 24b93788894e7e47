//! Documents that name what is there.

use std::fs;

use schema_core::{plan, rules};

use crate::support::{none, root, sources};

#[test]
fn every_rule_has_its_paragraph() {
    let page = fs::read_to_string(root().join("docs/rules.md")).expect("docs/rules.md is there");
    let ids = rules::RULES.iter().map(|rule| rule.id).chain(plan::RULES.iter().copied());
    let missing: Vec<String> = ids.filter(|id| !page.contains(&format!("\n## {id}\n"))).map(str::to_owned).collect();
    none(&missing, "add a heading to docs/rules.md");
    let sentences: Vec<String> =
        rules::RULES.iter().filter(|rule| !page.contains(rule.sentence)).map(|rule| rule.id.to_owned()).collect();
    none(&sentences, "docs/rules.md has another sentence than the rule");
}

#[test]
fn links_lead_somewhere() {
    let mut findings = Vec::new();
    let mut pages = sources("docs", ".md");
    pages.extend(sources("", ".md").into_iter().filter(|page| !page.path.contains('/')));
    for page in &pages {
        let folder = root().join(&page.path).parent().expect("a page stands in a folder").to_path_buf();
        for link in page.text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") && !folder.join(target).exists() {
                findings.push(format!("{}: {link}", page.path));
            }
        }
    }
    none(&findings, "mend the link");
}

#[test]
fn every_crate_module_is_on_the_map() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let library = fs::read_to_string(root().join("schema-core/src/lib.rs")).expect("schema-core has a lib.rs");
    let modules = library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let missing: Vec<String> = modules
        .filter(|module| !map.contains(&format!("| `{module}` |")) && !map.contains(&format!("| `{module}/` |")))
        .map(str::to_owned)
        .collect();
    none(&missing, "add the module to the table in ARCHITECTURE.md");
}
