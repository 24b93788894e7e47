//! Declarations and changes that are refused: exit code 3, every reason, a way out, and nothing is written.

use crate::support::Project;

/// A project whose only migration is released.
fn released() -> Project {
    let project = Project::with_first();
    project.run("base", "release").succeeds();
    project
}

#[test]
fn a_declaration_that_breaks_a_rule_is_refused() {
    let project = Project::with_first();
    for arguments in ["gen", "gen --name shelf", "gen --dry-run", "gen --amend", "gen --check"] {
        let run = project.refused("invalid", arguments).ends_with(3);
        let run = run.complains("error[").complains("books_author_id_idx").complains("\n  help: ");
        assert!(run.stderr.ends_with("error: refused, for 1 reason above; nothing was written\n"), "{run}");
    }
}

#[test]
fn a_change_that_cannot_be_planned_is_refused_with_what_to_do() {
    let project = released();
    for arguments in ["gen", "gen --name title", "gen --dry-run"] {
        project.refused("type_changed", arguments).ends_with(3).complains_only(
            "error[unplannable]: public.books.title cannot change from text to integer\n  \
             note: PostgreSQL is not known to keep without USING what the values say\n  \
             help: say what each value becomes: #[column(using(\"title::integer\", from = \"text\"))]\n  \
             help: or declare a new column of type integer, copy the values in batches, then drop title\n\
             error: refused, for 1 reason above; nothing was written",
        );
    }
    project
        .refused("not_null_added", "gen --name born")
        .ends_with(3)
        .complains("error[unplannable]: column born cannot be added to public.authors as NOT NULL at once\n")
        .complains("help: say what these rows get: #[column(backfill = \"...\")], an expression over the row");
}

#[test]
fn what_is_unreleased_may_be_planned_again_otherwise() {
    let project = Project::with_first();
    for (schema, refusal) in
        [("type_changed", "then drop title"), ("table_dropped", "say so there: #[table(was = \"tags\")]")]
    {
        let run = project.refused(schema, "gen --name other").ends_with(3);
        run.complains(&format!(
            "{refusal}\n  help: or `cargo xtask gen --amend` plans 0001_first again, which is unreleased, and needs none of this\n"
        ));
    }
    // Not where the way from the migration before it is refused as well.
    let second = released();
    second.run("column_added", "gen --name email").succeeds();
    let run = second.refused("type_changed", "gen --name other").ends_with(3);
    assert!(!run.stderr.contains("--amend"), "{run}");
    project.run("type_changed", "gen --amend").succeeds();
    project.is_checked("type_changed");
}

#[test]
fn data_is_not_lost_without_being_told_to() {
    let project = released();
    project.refused("table_dropped", "gen --name less").ends_with(3).complains_only(
        "error[data-loss]: table public.tags is declared no more, and its data would be lost\n  \
         help: if that is meant: --allow-data-loss public.tags\n  \
         help: if it has another name now, say so there: #[table(was = \"tags\")]\n\
         error: refused, for 1 reason above; nothing was written",
    );
    project
        .refused("both_dropped", "gen --name less")
        .ends_with(3)
        .complains("--allow-data-loss public.tags\n")
        .complains("error[data-loss]: column public.authors.nickname is declared no more")
        .complains("--allow-data-loss public.authors.nickname\n")
        .complains("error: refused, for 2 reasons above; nothing was written\n");
    let half = "gen --name less --allow-data-loss public.tags";
    let run = project.refused("both_dropped", half).ends_with(3);
    assert!(!run.stderr.contains("table public.tags"), "{run}");
    let both = "gen --name less --allow-data-loss public.tags --allow-data-loss public.authors.nickname";
    project.run("both_dropped", both).succeeds();
    project.is_checked("both_dropped");
}

#[test]
fn an_allowance_for_nothing_is_a_wrong_command_line() {
    let project = Project::with_first();
    project
        .refused(
            "column_dropped",
            "gen --name less --allow-data-loss public.authors.nickname --allow-data-loss public.tag",
        )
        .ends_with(2)
        .complains_only(
            "error: `--allow-data-loss public.tag`: the migration drops no table or column of that name\n  \
             note: it drops public.authors.nickname\n  help: leave the option out",
        );
    project.refused("base", "gen --allow-data-loss public.tags").ends_with(2).complains("note: it drops nothing\n");
}

#[test]
fn a_wrong_command_line_shows_the_usage() {
    let project = Project::new();
    for arguments in ["gen --check --amend", "gen --nmae first", "genn", "release first"] {
        project.refused("base", arguments).ends_with(2).complains("Usage: ");
    }
}
