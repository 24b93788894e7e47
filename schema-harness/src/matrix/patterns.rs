//! Texts that patterns match: `'^[A-Z]{3}$'` gives `AAA`, `AAB`, ...
//!
//! A pattern is expanded into a few *shapes*, which say for each place of a text which characters may stand there;
//! alternatives and numbers of repetitions make the shapes, characters the texts of one shape. Nothing here decides
//! whether a text really matches: the server does.

mod operand;
mod parse;

pub(super) use operand::pattern;
use parse::{Node, parse};

/// How many texts are made of a pattern.
const TEXTS: usize = 12;
/// How many shapes a pattern has at most.
const SHAPES: usize = 8;
/// How many characters a text has at most.
const LONGEST: usize = 1_000;

/// The language of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// POSIX regular expressions with PostgreSQL's escapes.
    Regex,
    /// SIMILAR TO.
    Similar,
    /// LIKE.
    Like,
}

/// A pattern in a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    /// The text; `None` where it is not understood.
    text: Option<String>,
    dialect: Dialect,
    /// What takes the meaning from the next character, in LIKE and SIMILAR TO.
    escape: Option<char>,
}

/// For each place, the characters that may stand there.
type Shape<'a> = Vec<&'a [char]>;

impl Pattern {
    /// Returns texts that match, all different; none if the pattern is not understood.
    pub(super) fn samples(&self) -> Vec<String> {
        self.node().and_then(|node| Some(texts(&shapes(&node)?))).unwrap_or_default()
    }

    /// Returns texts of a length that match, if the pattern repeats characters and its plainest text is shorter.
    pub(super) fn samples_of_length(&self, length: usize) -> Vec<String> {
        let Some(node) = self.node() else { return Vec::new() };
        let shortest = shapes(&node).and_then(|shapes| Some(shapes.first()?.len())).unwrap_or(LONGEST);
        let Some(mut more) = length.checked_sub(shortest).filter(|more| *more > 0 && length <= LONGEST) else {
            return Vec::new();
        };
        let mut shape = Shape::new();
        let is_stretched = stretched(&node, &mut more, &mut shape).is_some() && shape.len() == length;
        if is_stretched { texts(&[shape]) } else { Vec::new() }
    }

    fn node(&self) -> Option<Node> {
        parse(self.text.as_ref()?, self.dialect, self.escape)
    }
}

/// Returns texts beside one that matches: one character more, one less, or another one.
pub(super) fn neighbours(sample: &str) -> Vec<String> {
    let mut rest = sample.chars();
    let Some(first) = rest.next() else { return Vec::new() };
    let last = sample.chars().next_back().unwrap_or(first);
    let but_last: String = sample.chars().take(sample.chars().count() - 1).collect();
    vec![format!("{sample}{last}"), but_last.clone(), format!("{but_last}!"), format!("!{}", rest.as_str())]
}

/// The shapes of a node, the plainest first.
fn shapes(node: &Node) -> Option<Vec<Shape<'_>>> {
    let found = match node {
        Node::One(characters) => vec![vec![characters.as_slice()]],
        Node::Sequence(parts) => {
            let mut all = vec![Shape::new()];
            for part in parts {
                all = joined(&all, &shapes(part)?);
                if all.iter().any(|shape| shape.len() > LONGEST) {
                    return None;
                }
            }
            all
        }
        Node::Choice(branches) => {
            let branches = branches.iter().map(shapes).collect::<Option<Vec<_>>>()?;
            (0..SHAPES).flat_map(|place| branches.iter().filter_map(move |shapes| shapes.get(place).cloned())).collect()
        }
        Node::Repeat(inner, least, most) => {
            let inner = shapes(inner)?;
            let counts = counts(*least, *most);
            let mut all = Vec::new();
            for shape in &inner {
                for count in &counts {
                    if count.checked_mul(shape.len())? > LONGEST {
                        return None;
                    }
                    all.push(shape.iter().cycle().take(count * shape.len()).copied().collect());
                }
            }
            all
        }
    };
    let found: Vec<Shape<'_>> = found.into_iter().take(SHAPES).collect();
    found.iter().all(|shape| shape.len() <= LONGEST).then_some(found)
}

/// Each shape of the one before each of the other, the plainest pairs first.
fn joined<'a>(one: &[Shape<'a>], other: &[Shape<'a>]) -> Vec<Shape<'a>> {
    let mut pairs: Vec<(usize, usize)> =
        (0..one.len()).flat_map(|left| (0..other.len()).map(move |right| (left, right))).collect();
    pairs.sort_by_key(|(left, right)| (left + right, *left));
    let pair = |(left, right): (usize, usize)| one[left].iter().chain(&other[right]).copied().collect();
    pairs.into_iter().take(SHAPES).map(pair).collect()
}

/// How often something is repeated: once if that is allowed, once more, not at all.
fn counts(least: usize, most: Option<usize>) -> Vec<usize> {
    let usual = usual(least, most);
    let mut counts = vec![usual];
    counts.extend(Some(usual + 1).filter(|more| most.is_none_or(|most| *more <= most)));
    counts.extend(Some(0).filter(|none| *none == least && *none != usual));
    counts
}

fn usual(least: usize, most: Option<usize>) -> usize {
    least.max(1).min(most.unwrap_or(usize::MAX))
}

/// The plainest shape with `more` characters than it has of itself, as far as repetitions of one character allow.
fn stretched<'a>(node: &'a Node, more: &mut usize, shape: &mut Shape<'a>) -> Option<()> {
    match node {
        Node::One(characters) => shape.push(characters),
        Node::Sequence(parts) => {
            for part in parts {
                stretched(part, more, shape)?;
            }
        }
        Node::Choice(branches) => stretched(branches.first()?, more, shape)?,
        Node::Repeat(inner, least, most) => {
            let mut count = usual(*least, *most);
            if matches!(**inner, Node::One(_)) {
                let added = (*more).min(most.map_or(usize::MAX, |most| most - count));
                *more -= added;
                count += added;
            }
            for _ in 0..count {
                let before = shape.len();
                if before > LONGEST {
                    return None;
                }
                stretched(inner, &mut 0, shape)?;
                // Nothing as often as one likes is nothing.
                if shape.len() == before {
                    break;
                }
            }
        }
    }
    Some(())
}

/// The texts of shapes, one of each shape in turn.
fn texts(shapes: &[Shape<'_>]) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for number in 0..TEXTS {
        for text in shapes.iter().filter_map(|shape| text(shape, number)) {
            if texts.len() < TEXTS && !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    texts
}

/// The text of a shape with a number: the last places that have more than one character count.
fn text(shape: &Shape<'_>, number: usize) -> Option<String> {
    let mut left = number;
    let mut characters: Vec<char> = Vec::new();
    for place in shape.iter().rev() {
        characters.push(*place.get(left % place.len())?);
        left /= place.len();
    }
    (left == 0).then(|| characters.iter().rev().collect())
}

#[cfg(test)]
mod tests;
