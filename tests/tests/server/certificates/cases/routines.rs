//! Functions, procedures and triggers that are declared as text.

use schema_core::model::{ObjectName, Routine, RoutineName, Trigger, TriggerState};
use schema_core::sql::ReplacedTrigger::{Dropped, Nothing, Plain};
use schema_core::sql::{AddTrigger, Comment, CommentOnObject, CreateRoutine, DropRoutine, ReplacedTrigger, Replaces};

use super::super::model::{child, ident, public};
use super::Case;

const FUNCTION: &str = "CREATE FUNCTION public.held() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'";
const TRIGGER: &str = "CREATE FUNCTION public.held() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; \
     CREATE TRIGGER held BEFORE UPDATE ON public.child FOR EACH ROW EXECUTE FUNCTION public.held()";
const CONSTRAINT_TRIGGER: &str = "CREATE FUNCTION public.held() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; \
     CREATE CONSTRAINT TRIGGER held AFTER UPDATE ON public.child FOR EACH ROW EXECUTE FUNCTION public.held()";
const OF_ROWS: &str = "CREATE FUNCTION public.of_rows(public.child) RETURNS SETOF public.parent LANGUAGE sql \
     AS 'SELECT * FROM public.parent'";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("routine", FUNCTION, {
            let object = ObjectName::Routine(name("held", ""));
            CommentOnObject { object, comment: Some("it's said".to_owned()) }
        }),
        Case::new("trigger", TRIGGER, {
            let comments = vec![(ObjectName::Trigger(child(), ident("held")), Some("it's said".to_owned()))];
            Comment { table: child(), comments }
        }),
        Case::new("trigger function", "", create("held", "", FUNCTION, Replaces::Nothing)),
        Case::new(
            "takes and returns rows of tables",
            "",
            create("of_rows", "public.child", OF_ROWS, Replaces::Nothing),
        ),
        Case::new("body that is parsed at once", "", {
            let definition = "CREATE FUNCTION public.parsed() RETURNS bigint LANGUAGE sql \
                 BEGIN ATOMIC SELECT count(*) FROM public.child; END";
            create("parsed", "", definition, Replaces::Nothing)
        }),
        Case::new("procedure", "", {
            let definition = "CREATE PROCEDURE public.done(a integer, b text[]) LANGUAGE sql AS 'SELECT 1'";
            create("done", "integer, text[]", definition, Replaces::Nothing)
        }),
        Case::new("in place of another, under its trigger", TRIGGER, {
            let definition =
                "CREATE FUNCTION public.held() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'";
            create("held", "", definition, Replaces::Body)
        }),
        Case::new("of another signature", OF_ROWS, {
            let definition = "CREATE FUNCTION public.of_rows(public.child) RETURNS bigint LANGUAGE sql AS 'SELECT 1'";
            create("of_rows", "public.child", definition, Replaces::Signature)
        }),
        Case::new("plain", FUNCTION, DropRoutine { name: name("held", "") }),
        Case::new("takes rows of a table", OF_ROWS, DropRoutine { name: name("of_rows", "public.child") }),
        Case::new(
            "row",
            FUNCTION,
            add("CREATE TRIGGER held BEFORE UPDATE OF amount ON public.child FOR EACH ROW", Nothing),
        ),
        Case::new("constraint", FUNCTION, {
            add("CREATE CONSTRAINT TRIGGER held AFTER INSERT ON public.child DEFERRABLE FOR EACH ROW", Nothing)
        }),
        Case::new("disabled", FUNCTION, {
            let enabled = add("CREATE TRIGGER held AFTER TRUNCATE ON public.child FOR EACH STATEMENT", Nothing);
            AddTrigger { trigger: Trigger { state: TriggerState::Disabled, ..enabled.trigger }, ..enabled }
        }),
        Case::new("in place of another", TRIGGER, {
            add("CREATE TRIGGER held AFTER DELETE ON public.child FOR EACH ROW", Plain)
        }),
        Case::new("constraint, in place of another", CONSTRAINT_TRIGGER, {
            add("CREATE CONSTRAINT TRIGGER held AFTER DELETE ON public.child FOR EACH ROW", Dropped)
        }),
        Case::new("in place of a constraint trigger", CONSTRAINT_TRIGGER, {
            add("CREATE TRIGGER held AFTER DELETE ON public.child FOR EACH ROW", Dropped)
        }),
    ]
}

fn name(routine: &str, arguments: &str) -> RoutineName {
    RoutineName { name: public(routine), arguments: arguments.to_owned() }
}

fn create(routine: &str, arguments: &str, definition: &str, replaces: Replaces) -> CreateRoutine {
    let comment = Some("it's said".to_owned());
    let routine_is = Routine { definition: definition.to_owned(), needs: vec![child()], comment };
    CreateRoutine { name: name(routine, arguments), routine: routine_is, replaces, keepers: Vec::new() }
}

fn add(definition: &str, replaces: ReplacedTrigger) -> AddTrigger {
    let definition = format!("{definition} EXECUTE FUNCTION public.held()");
    let trigger = Trigger { definition, state: TriggerState::Enabled, comment: Some("it's said".to_owned()) };
    AddTrigger { table: child(), name: ident("held"), trigger, replaces }
}
