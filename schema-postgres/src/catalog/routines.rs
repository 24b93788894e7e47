//! Functions, procedures and triggers, as text.

use schema_core::ident::QualifiedName;
use schema_core::model::{Routine, RoutineName, SchemaModel, Trigger, TriggerState};

use super::rows::Results;
use super::tables::Tables;
use super::{CatalogError, Unmanaged};

/// Takes the results of `routines.sql` into the model, and into the tables that are read.
pub(super) fn read(
    results: &mut Results,
    model: &mut SchemaModel,
    tables: &mut Tables,
    unmanaged: &mut Vec<Unmanaged>,
) -> Result<(), CatalogError> {
    for row in results.take() {
        let name = QualifiedName::new(row.ident(0)?, row.ident(1)?);
        let needs: Result<Vec<QualifiedName>, _> = row.texts(5)?.iter().map(|name| name.parse()).collect();
        let needs = needs.map_err(|error: schema_core::ident::InvalidQualifiedName| {
            CatalogError::Unknown(format!("a table that {name} needs: {error}"))
        })?;
        let definition = row.text(3)?.trim();
        let definition = match definition.strip_prefix("CREATE OR REPLACE ") {
            Some(rest) => format!("CREATE {rest}"),
            None => definition.to_owned(),
        };
        let comment = row.maybe(4).map(str::to_owned);
        let name = RoutineName { name, arguments: row.texts(2)?.join(", ") };
        model.routines.insert(name, Routine { definition, needs, comment });
    }
    for row in results.take() {
        let name = row.ident(1)?;
        let state = match row.text(3)? {
            "O" => TriggerState::Enabled,
            "D" => TriggerState::Disabled,
            "R" => TriggerState::Replica,
            "A" => TriggerState::Always,
            other => return Err(CatalogError::Unknown(format!("trigger {name} is in a state called {other}"))),
        };
        let trigger = Trigger { definition: row.text(2)?.to_owned(), state, comment: row.maybe(4).map(str::to_owned) };
        match tables.managed_mut(row.number(0)?) {
            Some(read) => {
                read.table.triggers.insert(name, trigger);
            }
            None => unmanaged.push(Unmanaged {
                kind: "trigger".to_owned(),
                name: format!("{name} ON {}", row.text(5)?),
                because: "its table is not managed".to_owned(),
            }),
        }
    }
    Ok(())
}
