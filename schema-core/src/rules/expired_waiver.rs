use super::{Context, Rule};
use crate::diagnostic::Diagnostic;

pub(super) const RULE: Rule =
    Rule { id: "expired-waiver", sentence: "A waiver holds until its last day, and no longer.", check };

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for table in context.schema.tables {
        for foreign_key in table.foreign_keys {
            for waiver in foreign_key.waivers.iter().filter(|waiver| waiver.until < context.today) {
                diagnostics.push(
                    Diagnostic::error(
                        RULE.id,
                        format!(
                            "{}::{}: the waiver of rule `{}` expired on {}",
                            table.rust_name, foreign_key.origin, waiver.rule, waiver.until
                        ),
                    )
                    .note(format!("its reason was: {}", waiver.reason))
                    .help("make the rule hold, or give the waiver a later date and a reason that still holds"),
                );
            }
        }
    }
}
