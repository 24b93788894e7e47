//! Room for every row of a partitioned table: the matrix is about its rules, and which partition a row is in is none.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Partition, PartitionStrategy, Partitioning};
use schema_core::sql::{CreatePartition, Statement};

use super::Subject;

/// Makes a default partition wherever there is none. What is divided by a hash has none, and needs all its partitions.
pub(super) fn default_partitions(subject: &Subject) -> Vec<String> {
    let mut without = Vec::new();
    for (name, table) in &subject.model.tables {
        without.extend(table.partitioning.iter().flat_map(|partitioning| without_default(name, partitioning)));
    }
    let create = |(at, of): (usize, QualifiedName)| {
        let name = Ident::new(&format!("schema_matrix_rest_{at}")).expect("a short name");
        let partition = Partition::new(schema_core::model::DEFAULT_BOUND);
        let statement: Statement = CreatePartition { name: of.sibling(&name), of, partition, default: None }.into();
        statement.sql().trim_end_matches(';').to_owned()
    };
    without.into_iter().enumerate().map(create).collect()
}

fn without_default(name: &QualifiedName, partitioning: &Partitioning) -> Vec<QualifiedName> {
    let has_room = partitioning.default_partition().is_some() || partitioning.by.strategy == PartitionStrategy::Hash;
    let own = (!has_room).then(|| name.clone());
    let below = partitioning.partitions.iter().filter_map(|(name, below)| Some((name, below.partitioning.as_ref()?)));
    own.into_iter().chain(below.flat_map(|(name, below)| without_default(name, below))).collect()
}
