//! The SQL of one version, there and back.

use super::part::{Back, Part, Piece, Work};
use super::reviewed::Known;
use super::{Format, MARK};
use crate::effects::Boundary;
use crate::layout::{
    MigrationName, Settings, Transaction, push_check_header, push_rollback_header, stall_line_of_one_transaction,
};
use crate::plan::Timeouts;
use crate::sql::{Statement, in_transaction, keeping_search_path, nothing, refusal, require_no_timeouts};

const TAKES_ALL: &str = "a String takes all text";

/// A text for a runner.
pub(super) struct Text {
    pub(super) sql: String,
    /// Whether it runs outside of any transaction; it is one statement then.
    pub(super) outside: bool,
}

/// The texts of one version.
pub(super) struct Texts {
    pub(super) up: Text,
    pub(super) down: Text,
}

impl Texts {
    /// Writes those of one part of a migration.
    pub(super) fn of(format: Format, name: &MigrationName, parts: &[Part<'_>], at: usize) -> Texts {
        let part = &parts[at];
        let writer = Writer { format, name };
        let leaves = format.leaves_transactions();
        let wants_no_timeouts = at == 0 && leaves && parts.iter().any(Part::wants_no_timeouts);
        let up = Text { sql: writer.up(part, wants_no_timeouts), outside: part.is_outside() && leaves };
        let down = match &part.back {
            Back::None(reason) => Text { sql: writer.refused(part, reason), outside: false },
            Back::Piece(piece) => Text { sql: writer.down(part, piece), outside: piece.is_outside() },
        };
        Texts { up, down }
    }
}

struct Writer<'a> {
    format: Format,
    name: &'a MigrationName,
}

impl Writer<'_> {
    fn up(&self, part: &Part<'_>, wants_no_timeouts: bool) -> String {
        let [first, ..] = part.up else {
            return self.nothing(part, "nothing to do on the way there");
        };
        let mut text = self.begin(part, &part.title);
        text.push('\n');
        if part.is_outside() {
            self.push_outside(&mut text, first);
            return text;
        }
        if wants_no_timeouts {
            push_paragraph(&mut text, &require_no_timeouts());
        }
        let sets_search_path = part.up.iter().any(|known| known.reviewed.sets_search_path());
        let [keep, give_back] = if sets_search_path { keeping_search_path() } else { Default::default() };
        push_paragraph(&mut text, &keep);
        let mut settings = Settings::of_transaction(&mut text);
        for Known { reviewed, .. } in part.up {
            settings.set(reviewed.timeouts.map(str::to_owned), &mut text);
            text.push_str(&header_of(part.up.len(), reviewed.header));
            text.push('\n');
            text.push_str(reviewed.sql);
            text.push_str("\n\n");
        }
        text.push_str(&give_back);
        ended(text)
    }

    /// A statement that PostgreSQL refuses in a transaction. It is alone in its file: runners send that as one message, and
    /// several statements in one message are a transaction.
    fn push_outside(&self, text: &mut String, Known { reviewed, step }: &Known<'_>) {
        text.push_str(reviewed.header);
        text.push('\n');
        if self.format.leaves_transactions() {
            text.push_str(reviewed.sql);
        } else {
            let (id, name, title) = (reviewed.id, self.name, reviewed.title);
            let runner = self.format.name();
            let message =
                format!("step {id} of {name} does not run in a transaction, and {runner} has no other: {title}");
            let form = step.and_then(|step| in_transaction(&step.statement, &message, runner));
            text.push_str("-- here    in a transaction: where the table has no rows, or the step is done already\n");
            Settings::of_transaction(text).before(Timeouts::BOTH, text);
            text.push_str(&form.unwrap_or_else(|| refusal(&message)));
        }
        text.push('\n');
    }

    fn down(&self, part: &Part<'_>, piece: &Piece) -> String {
        if piece.work.is_empty() {
            return self.nothing(part, "nothing to undo");
        }
        let mut text = self.begin(part, "the way back. Rows written since to what it made are lost.");
        let steps = piece.work.iter().map(|work| (work.effects(), work.timeouts()));
        text.push_str(&stall_line_of_one_transaction(steps));
        text.push('\n');
        let transaction = match piece.work.len() {
            1 => Transaction::Own(Boundary::NotRequired),
            _ => Transaction::OfFile,
        };
        let is_by_hand = |work: &Work| matches!(work.statement(), Statement::RunByHand(_));
        let may_set_search_path = piece.work.iter().any(is_by_hand);
        let [keep, give_back] = if may_set_search_path { keeping_search_path() } else { Default::default() };
        push_paragraph(&mut text, &keep);
        let mut settings = (!piece.is_outside()).then(|| Settings::of_transaction(&mut text));
        for work in &piece.work {
            if let Some(settings) = &mut settings {
                settings.before(work.timeouts(), &mut text);
            }
            match work {
                Work::Look(statement, effects) => push_check_header(&mut text, statement, effects, transaction),
                Work::Undo(step) => push_rollback_header(&mut text, step, transaction),
            }
            .expect(TAKES_ALL);
            text.push_str(&work.statement().sql());
            text.push_str("\n\n");
        }
        text.push_str(&give_back);
        ended(text)
    }

    fn refused(&self, part: &Part<'_>, reason: &str) -> String {
        let mut text = self.begin(part, "there is no way back.");
        text.push('\n');
        text.push_str(&refusal(&format!("{}: {reason}", self.name)));
        text.push('\n');
        text
    }

    fn nothing(&self, part: &Part<'_>, sentence: &str) -> String {
        format!("{}\n{}\n", self.begin(part, sentence), nothing())
    }

    fn begin(&self, part: &Part<'_>, sentence: &str) -> String {
        format!("{MARK}{}`; do not edit.\n-- {} {}: {sentence}\n", self.format.name(), self.name, part.id)
    }
}

/// The comment above a step among so many of its file, which are one transaction here.
fn header_of(steps: usize, header: &str) -> String {
    match steps {
        1 => header.to_owned(),
        _ => header.replace(" · own transaction", " · the transaction of this file"),
    }
}

fn push_paragraph(text: &mut String, sql: &str) {
    if !sql.is_empty() {
        text.push_str(sql);
        text.push_str("\n\n");
    }
}

fn ended(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}
