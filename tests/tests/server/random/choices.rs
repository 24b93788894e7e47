//! Numbers that say which schema is meant.

/// A list of choices that is read from the front; behind its end every choice is the first one. Smaller numbers and shorter
/// lists are simpler schemas, which is how proptest shrinks them.
pub(crate) struct Choices<'a> {
    rest: std::slice::Iter<'a, u16>,
}

impl<'a> Choices<'a> {
    pub(crate) fn new(numbers: &'a [u16]) -> Choices<'a> {
        Choices { rest: numbers.iter() }
    }

    /// One of the first `count` numbers.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        usize::from(self.rest.next().copied().unwrap_or_default()) % count
    }

    /// True in `some` of `all` cases, and not in the first ones.
    pub(crate) fn chance(&mut self, some: usize, all: usize) -> bool {
        self.below(all) >= all - some
    }

    /// One of the values.
    pub(crate) fn one_of<T: Clone>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())].clone()
    }
}
