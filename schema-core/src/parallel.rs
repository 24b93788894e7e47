//! Work for all processors at once.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Does each piece of work on whichever processor is free, and returns what came of them in their order. Pieces begin in
/// that order: the longest should come first. A panic of one is passed on.
pub fn in_parallel<T: Sync, R: Send>(work: &[T], each: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let some_of_it = || -> Vec<(usize, R)> {
        // Each number is taken once, by whoever asks first; nothing else is shared.
        let taken = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        taken.map_while(|at| Some((at, each(work.get(at)?)))).collect()
    };
    let others = thread::available_parallelism().map_or(1, NonZero::get).min(work.len()).saturating_sub(1);
    let mut done = thread::scope(|scope| {
        // Where no more threads can be had, there are fewer.
        let begin = |_| thread::Builder::new().spawn_scoped(scope, some_of_it).ok();
        let others: Vec<_> = (0..others).map_while(begin).collect();
        let mut done = some_of_it();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Does what is little work for each of many items: those that follow one another are one piece of work.
pub fn in_parallel_chunks<T: Sync, R: Send>(items: &[T], each: impl Fn(&T) -> R + Sync) -> impl Iterator<Item = R> {
    let chunks: Vec<&[T]> = items.chunks(1024).collect();
    in_parallel(&chunks, |items| -> Vec<R> { items.iter().map(&each).collect() }).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::{in_parallel, in_parallel_chunks};

    #[test]
    fn results_come_in_the_order_of_the_work() {
        let work: Vec<u64> = (0..5000).rev().collect();
        let doubled: Vec<u64> = work.iter().map(|number| number * 2).collect();
        assert_eq!(in_parallel(&work, |number| number * 2), doubled);
        assert_eq!(in_parallel_chunks(&work, |number| number * 2).collect::<Vec<u64>>(), doubled);
        assert!(in_parallel(&[], |number: &u64| *number).is_empty());
    }

    #[test]
    #[should_panic(expected = "the seventh")]
    fn a_panic_is_passed_on() {
        in_parallel(&[1, 2, 3, 4, 5, 6, 7], |number| assert!(*number != 7, "the seventh"));
    }
}
