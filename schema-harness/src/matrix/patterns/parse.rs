//! Reading patterns: POSIX regular expressions as PostgreSQL has them, SIMILAR TO and LIKE.
//!
//! Whatever is not understood is `None`: look-around, back references, embedded options, collating elements.

use std::iter::Peekable;
use std::str::Chars;

use super::Dialect;

/// Longest pattern that is read.
const LONGEST: usize = 1_000;
/// Deepest groups.
const DEEPEST: usize = 16;
/// Most repetitions that a quantifier may ask for, and most characters of a range that are taken.
const MOST: usize = 256;

/// What a pattern consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// One of the characters, of which there is at least one.
    One(Vec<char>),
    /// One behind the other.
    Sequence(Vec<Node>),
    /// One of them.
    Choice(Vec<Node>),
    /// At least as often, and at most, if there is a bound.
    Repeat(Box<Node>, usize, Option<usize>),
}

/// Reads a pattern; `escape` is the character of LIKE and SIMILAR TO that takes the meaning from the next one.
pub(super) fn parse(pattern: &str, dialect: Dialect, escape: Option<char>) -> Option<Node> {
    if pattern.len() > LONGEST {
        return None;
    }
    let mut parser = Parser { rest: pattern.chars().peekable(), dialect, escape };
    let node = match dialect {
        Dialect::Like => parser.like()?,
        Dialect::Regex | Dialect::Similar => parser.choice(0)?,
    };
    parser.rest.next().is_none().then_some(node)
}

struct Parser<'a> {
    rest: Peekable<Chars<'a>>,
    dialect: Dialect,
    escape: Option<char>,
}

impl Parser<'_> {
    fn like(&mut self) -> Option<Node> {
        let mut parts = Vec::new();
        while let Some(c) = self.rest.next() {
            parts.push(match c {
                c if Some(c) == self.escape => Node::One(vec![self.rest.next()?]),
                '%' => any_text(),
                '_' => Node::One(universe()),
                c => Node::One(vec![c]),
            });
        }
        Some(Node::Sequence(parts))
    }

    fn choice(&mut self, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        let mut branches = vec![self.sequence(depth)?];
        while self.takes('|') {
            branches.push(self.sequence(depth)?);
        }
        if branches.len() == 1 { branches.pop() } else { Some(Node::Choice(branches)) }
    }

    fn sequence(&mut self, depth: usize) -> Option<Node> {
        let mut parts = Vec::new();
        while let Some(c) = self.rest.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            let Some(atom) = self.atom(depth)? else { continue };
            parts.push(self.quantified(atom)?);
        }
        Some(Node::Sequence(parts))
    }

    /// One atom; what takes no character is `Some(None)`.
    fn atom(&mut self, depth: usize) -> Option<Option<Node>> {
        let is_regex = self.dialect == Dialect::Regex;
        let c = self.rest.next()?;
        Some(Some(match c {
            '(' => {
                if is_regex && self.takes('?') && !self.takes(':') {
                    return None;
                }
                let group = self.choice(depth + 1)?;
                if !self.takes(')') {
                    return None;
                }
                group
            }
            '[' => Node::One(self.bracket()?),
            '*' | '+' | '?' => return None,
            '{' if !is_regex || self.rest.peek().is_some_and(char::is_ascii_digit) => return None,
            '^' | '$' if is_regex => return Some(None),
            '.' if is_regex => Node::One(universe()),
            '\\' if is_regex => return self.escaped(),
            c if !is_regex && Some(c) == self.escape => Node::One(vec![self.rest.next()?]),
            '%' if !is_regex => any_text(),
            '_' if !is_regex => Node::One(universe()),
            c => Node::One(vec![c]),
        }))
    }

    /// What a backslash stands before, outside of brackets.
    fn escaped(&mut self) -> Option<Option<Node>> {
        let c = self.rest.next()?;
        if matches!(c, 'm' | 'M' | 'y' | 'A' | 'Z') {
            return Some(None);
        }
        if let Some(ranges) = shorthand(c.to_ascii_lowercase()) {
            return some_of(&ranges, c.is_ascii_uppercase()).map(|characters| Some(Node::One(characters)));
        }
        Some(Some(Node::One(vec![plain(c)?])))
    }

    fn quantified(&mut self, atom: Node) -> Option<Node> {
        let (least, most) = match self.rest.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                let mut ahead = self.rest.clone();
                ahead.next();
                if !ahead.peek().is_some_and(char::is_ascii_digit) {
                    return Some(atom);
                }
                self.rest.next();
                return self.bounds(atom);
            }
            _ => return Some(atom),
        };
        self.rest.next();
        self.repeat(atom, least, most)
    }

    /// The rest of `{n}`, `{n,}` and `{n,m}`.
    fn bounds(&mut self, atom: Node) -> Option<Node> {
        let least = self.number()?;
        let most = match self.takes(',') {
            false => Some(least),
            true if self.rest.peek() == Some(&'}') => None,
            true => Some(self.number()?),
        };
        if !self.takes('}') {
            return None;
        }
        self.repeat(atom, least, most)
    }

    fn repeat(&mut self, atom: Node, least: usize, most: Option<usize>) -> Option<Node> {
        // What is not greedy matches the same texts.
        if self.dialect == Dialect::Regex {
            self.takes('?');
        }
        if least > MOST || most.is_some_and(|most| most < least) || matches!(self.rest.peek(), Some('*' | '+' | '?')) {
            return None;
        }
        Some(Node::Repeat(Box::new(atom), least, most))
    }

    fn number(&mut self) -> Option<usize> {
        let mut digits = String::new();
        while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        digits.parse().ok()
    }

    /// The rest of a bracket expression.
    fn bracket(&mut self) -> Option<Vec<char>> {
        let negated = self.takes('^');
        let mut ranges: Vec<(char, char)> = Vec::new();
        let mut is_first = true;
        loop {
            let c = self.rest.next()?;
            match c {
                ']' if !is_first => return some_of(&ranges, negated),
                '[' if matches!(self.rest.peek(), Some('.' | '=')) => return None,
                '[' if self.takes(':') => {
                    let mut name = String::new();
                    while let Some(letter) = self.rest.next_if(char::is_ascii_lowercase) {
                        name.push(letter);
                    }
                    if !(self.takes(':') && self.takes(']')) {
                        return None;
                    }
                    ranges.extend(class(&name)?);
                }
                '\\' => {
                    let escaped = self.rest.next()?;
                    match shorthand(escaped) {
                        Some(more) => ranges.extend(more),
                        None => self.range(plain(escaped)?, &mut ranges)?,
                    }
                }
                c => self.range(c, &mut ranges)?,
            }
            is_first = false;
        }
    }

    /// A character in brackets, or the range that it begins.
    fn range(&mut self, from: char, ranges: &mut Vec<(char, char)>) -> Option<()> {
        let mut ahead = self.rest.clone();
        let to = match (ahead.next(), ahead.next()) {
            (Some('-'), Some(to)) if to != ']' => {
                self.rest = ahead;
                match to {
                    '\\' => plain(self.rest.next()?)?,
                    '[' => return None,
                    to => to,
                }
            }
            _ => from,
        };
        ranges.push((from, to));
        (from <= to).then_some(())
    }

    fn takes(&mut self, wanted: char) -> bool {
        self.rest.next_if_eq(&wanted).is_some()
    }
}

/// Any text, as `%` of LIKE.
fn any_text() -> Node {
    Node::Repeat(Box::new(Node::One(universe())), 0, None)
}

/// Characters that stand for any character, the plainest first.
fn universe() -> Vec<char> {
    ('a'..='z').chain('0'..='9').chain('A'..='Z').chain("-_. /+,:;!#@".chars()).collect()
}

/// The characters of ranges, or some that are in none of them; `None` for no character.
fn some_of(ranges: &[(char, char)], negated: bool) -> Option<Vec<char>> {
    let within = |c: &char| ranges.iter().any(|(from, to)| from <= c && c <= to);
    let mut characters: Vec<char> = match negated {
        true => universe().into_iter().filter(|c| !within(c)).collect(),
        false => ranges.iter().flat_map(|(from, to)| (*from..=*to).take(MOST)).collect(),
    };
    let mut seen = std::collections::BTreeSet::new();
    characters.retain(|c| *c != '\0' && seen.insert(*c));
    (!characters.is_empty()).then_some(characters)
}

/// What `\d`, `\w` and `\s` stand for.
fn shorthand(letter: char) -> Option<Vec<(char, char)>> {
    class(match letter {
        'd' => "digit",
        'w' => "word",
        's' => "space",
        _ => return None,
    })
}

/// The ASCII part of a character class.
fn class(name: &str) -> Option<Vec<(char, char)>> {
    Some(match name {
        "alpha" => vec![('a', 'z'), ('A', 'Z')],
        "alnum" => vec![('a', 'z'), ('0', '9'), ('A', 'Z')],
        "word" => vec![('a', 'z'), ('0', '9'), ('A', 'Z'), ('_', '_')],
        "digit" => vec![('0', '9')],
        "xdigit" => vec![('0', '9'), ('a', 'f'), ('A', 'F')],
        "lower" => vec![('a', 'z')],
        "upper" => vec![('A', 'Z')],
        "punct" => vec![('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
        "graph" => vec![('a', 'z'), ('!', '~')],
        "print" => vec![('a', 'z'), (' ', '~')],
        "blank" => vec![(' ', ' '), ('\t', '\t')],
        "space" => vec![(' ', ' '), ('\t', '\r')],
        "cntrl" => vec![('\u{1}', '\u{1f}'), ('\u{7f}', '\u{7f}')],
        _ => return None,
    })
}

/// The character that a backslash and another one stand for; letters and digits mostly mean more than one character.
fn plain(c: char) -> Option<char> {
    match c {
        't' => Some('\t'),
        'n' => Some('\n'),
        'r' => Some('\r'),
        c if c.is_alphanumeric() => None,
        c => Some(c),
    }
}
