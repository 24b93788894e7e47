//! What `--help` says, one snapshot a command.

use crate::support::Project;

#[test]
fn each_command_explains_itself() {
    let project = Project::new();
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for command in [
            "",
            "gen",
            "release",
            "export",
            "test",
            "server",
            "server up",
            "server down",
            "image",
            "ci",
            "bench",
            "bench gen",
        ] {
            let run = project.run("base", format!("{command} --help").trim_start()).succeeds();
            insta::assert_snapshot!(format!("help_{}", command.replace(' ', "_")).trim_end_matches('_'), run.stdout);
        }
    });
}
