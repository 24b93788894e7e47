use crate::CliResult;
use crate::project::Project;
pub(crate) fn run(_: &Project) -> CliResult { Ok(()) }
