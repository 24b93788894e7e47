//! `step("name", "what it does", behind = backfill, sql = "...", locks("public.users" = row_exclusive), ...)` in `schema!`.

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, LitStr, Token};

use crate::ast::{Deed, Step, Undo};
use crate::attr::list::{Keys, any_ident, in_parentheses, value};
use crate::suggest::choices;

const PLACES: [&str; 3] = ["preflight", "backfill", "enforce"];
const MODES: [&str; 8] = [
    "access_share",
    "row_share",
    "row_exclusive",
    "share_update_exclusive",
    "share",
    "share_row_exclusive",
    "exclusive",
    "access_exclusive",
];

/// The variant of an enum that a word in snake case names.
pub(crate) fn pascal_case(word: &Ident) -> Ident {
    let words = word.to_string();
    let pascal = words.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect::<String>();
    Ident::new(&pascal, word.span())
}

impl Parse for Step {
    fn parse(input: ParseStream) -> syn::Result<Step> {
        let word = input.call(any_ident)?;
        if word != "step" {
            return Err(syn::Error::new_spanned(word, "expected `step(\"name\", \"what it does\", ...)`"));
        }
        in_parentheses(input, |content| step(&word, content))
    }
}

fn step(word: &Ident, input: ParseStream) -> syn::Result<Step> {
    let name = input.parse()?;
    input.parse::<Token![,]>()?;
    let title = input.parse()?;
    let mut keys = Keys::new(&["behind", "sql", "locks", "scans", "rewrites", "done", "undo", "irreversible"]);
    let (mut behind, mut sql, mut done) = (None, None, None);
    let mut effects = Effects::default();
    let mut undo: Option<Undo> = None;
    while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
        let key = input.call(any_ident)?;
        keys.once(&key)?;
        match key.to_string().as_str() {
            "behind" => {
                input.parse::<Token![=]>()?;
                behind = Some(one_of(input.call(any_ident)?, &PLACES, "place")?);
            }
            "sql" => sql = Some(value(input)?),
            "done" => done = Some(value(input)?),
            "undo" | "irreversible" if undo.is_some() => {
                return Err(syn::Error::new_spanned(key, "a step is undone, or `irreversible`; not both"));
            }
            "undo" => undo = Some(Undo::By(Box::new(in_parentheses(input, undo_deed)?))),
            "irreversible" => undo = Some(Undo::Irreversible(value(input)?)),
            _ if effects.read(&key, input)? => {}
            _ => return Err(keys.unknown(&key)),
        }
    }
    if !input.is_empty() {
        return Err(input.error("expected `,`"));
    }
    let missing = |what: &str| syn::Error::new_spanned(word, format!("{what} is missing"));
    Ok(Step {
        name,
        title,
        behind: behind.ok_or_else(|| missing("`behind = preflight`, `backfill` or `enforce`"))?,
        deed: effects.with(sql.ok_or_else(|| missing("`sql = \"...\"`"))?),
        done: done.ok_or_else(|| missing("`done = \"...\"`, which is true once the step is done,"))?,
        undo: undo.ok_or_else(|| missing("`undo(\"...\", locks(...))` or `irreversible = \"reason\"`"))?,
    })
}

/// Reads `"...", locks(...), scans(...), rewrites(...)`.
fn undo_deed(input: ParseStream) -> syn::Result<Deed> {
    let sql = input.parse()?;
    let mut keys = Keys::new(&["locks", "scans", "rewrites"]);
    let mut effects = Effects::default();
    while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
        let key = input.call(any_ident)?;
        keys.once(&key)?;
        if !effects.read(&key, input)? {
            return Err(keys.unknown(&key));
        }
    }
    if input.is_empty() { Ok(effects.with(sql)) } else { Err(input.error("expected `,`")) }
}

/// What a text does to others.
#[derive(Default)]
struct Effects {
    locks: Vec<(LitStr, Ident)>,
    scans: Vec<LitStr>,
    rewrites: Vec<LitStr>,
}

impl Effects {
    /// Reads what stands behind a word; false when it is another word.
    fn read(&mut self, word: &Ident, input: ParseStream) -> syn::Result<bool> {
        let relations = |input: ParseStream| -> syn::Result<Vec<LitStr>> {
            in_parentheses(input, |content| {
                Ok(Punctuated::<LitStr, Token![,]>::parse_terminated_with(content, |input| input.parse())?
                    .into_iter()
                    .collect())
            })
        };
        if word == "locks" {
            self.locks = in_parentheses(input, |content| {
                let lock = |input: ParseStream| {
                    let relation = input.parse()?;
                    input.parse::<Token![=]>()?;
                    Ok((relation, one_of(input.call(any_ident)?, &MODES, "lock mode")?))
                };
                Ok(Punctuated::<(LitStr, Ident), Token![,]>::parse_terminated_with(content, lock)?
                    .into_iter()
                    .collect())
            })?;
        } else if word == "scans" {
            self.scans = relations(input)?;
        } else if word == "rewrites" {
            self.rewrites = relations(input)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn with(self, sql: Expr) -> Deed {
        Deed { sql, locks: self.locks, scans: self.scans, rewrites: self.rewrites }
    }
}

fn one_of(word: Ident, known: &[&str], what: &str) -> syn::Result<Ident> {
    let name = word.to_string();
    if known.contains(&name.as_str()) {
        return Ok(word);
    }
    Err(syn::Error::new_spanned(&word, format!("unknown {what} `{name}`{}", choices(&name, known.iter().copied()))))
}
