use super::{Kind, Postcondition, dollar_quoted, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};

/// Fails where the role may not do what the migration is about to do, naming all it lacks, before anything changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckPrivileges {
    /// Namespaces that new tables and indexes go to: CREATE.
    pub create_in: Vec<Ident>,
    /// Tables that are altered: ownership.
    pub own: Vec<QualifiedName>,
    /// Tables that foreign keys refer to: REFERENCES to add one, SELECT to validate it with one query and not row by row.
    pub reference: Vec<QualifiedName>,
    /// Tables whose rows invariants of other tables lock: SELECT and UPDATE, for SELECT ... FOR SHARE asks for both.
    pub lock: Vec<QualifiedName>,
}

impl Kind for CheckPrivileges {
    fn title(&self) -> String {
        "look for privileges that the role lacks".to_owned()
    }

    fn write(&self, sql: &mut String) {
        let mut lacking: Vec<String> = Vec::new();
        for namespace in &self.create_in {
            let quoted = literal(namespace.as_str());
            lacking.push(format!(
                "SELECT {} WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = {quoted}\n            AND pg_catalog.has_schema_privilege(oid, 'CREATE'))",
                literal(&format!("CREATE on schema {namespace}"))
            ));
        }
        for (tables, sentence, condition) in [
            (&self.own, "ownership of", "pg_catalog.pg_has_role(relowner, 'USAGE')"),
            (
                &self.reference,
                "REFERENCES and SELECT on",
                "pg_catalog.has_table_privilege(oid, 'REFERENCES') AND pg_catalog.has_table_privilege(oid, 'SELECT')",
            ),
            (
                &self.lock,
                "SELECT and UPDATE on",
                "pg_catalog.has_table_privilege(oid, 'SELECT') AND pg_catalog.has_table_privilege(oid, 'UPDATE')",
            ),
        ] {
            if tables.is_empty() {
                continue;
            }
            let names: Vec<String> = tables.iter().map(|table| format!("({})", literal(&table.to_string()))).collect();
            lacking.push(format!(
                "SELECT '{sentence} ' || name FROM (VALUES {}) AS needed (name)\n         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class\n            WHERE oid = pg_catalog.to_regclass(name) AND {condition})",
                names.join(",\n            ")
            ));
        }
        let mut body = String::new();
        push!(
            body,
            "\nDECLARE\n    lacking text;\nBEGIN\n    SELECT string_agg(privilege, ', ' ORDER BY privilege) INTO lacking FROM (\n        {}\n    ) AS needed (privilege);\n    IF lacking IS NOT NULL THEN\n        RAISE EXCEPTION USING\n            ERRCODE = 'insufficient_privilege',\n            MESSAGE = 'role ' || current_user || ' lacks: ' || lacking,\n            HINT = 'Run the migration as the owner of the tables. A table that is not there is owned by nobody.';\n    END IF;\nEND\n",
            lacking.join("\n        UNION ALL\n        ")
        );
        push!(sql, "DO {};", dollar_quoted("check", &body));
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Nothing
    }
}
