use std::collections::BTreeSet;

use super::*;

fn of(dialect: Dialect, text: &str) -> Vec<String> {
    Pattern { text: Some(text.to_owned()), dialect, escape: Some('\\') }.samples()
}

fn regex(text: &str) -> Vec<String> {
    of(Dialect::Regex, text)
}

#[test]
fn the_last_places_vary_first() {
    assert_eq!(regex("^[A-Z]{3}$")[..3], ["AAA", "AAB", "AAC"]);
    assert_eq!(regex("^[0-9]{5}$")[9..], ["00009", "00010", "00011"]);
    assert_eq!(regex(r"^\d{2}-X$")[..2], ["00-X", "01-X"]);
    assert_eq!(regex("^[A-C]$"), ["A", "B", "C"]);
}

#[test]
fn repetitions_alternatives_and_groups_vary() {
    assert_eq!(regex("^(?:EUR|USD)$"), ["EUR", "USD"]);
    assert_eq!(regex("^ab?$"), ["ab", "a"]);
    assert_eq!(regex("^(ab){2,3}$"), ["abab", "ababab"]);
    assert_eq!(regex("^a*?$"), ["a", "aa", ""]);
    assert_eq!(regex("^(a|)b{0}$"), ["a", ""]);
    assert_eq!(regex(r"^[^@]+@[^@]+\.[a-z]{2,}$")[0], "a@a.aa");
    assert!(regex("^[A-Z]+-[0-9]+$").iter().all(|text| text.contains('-') && text.len() > 2));
}

#[test]
fn every_pattern_with_many_texts_gives_enough_of_them() {
    for text in ["^[A-Z]{3}$", "^[A-Z]+-[0-9]+$", r"^[^@]+@[^@]+\.[a-z]{2,}$", ".", r"^\+?\d{6,15}$", "^[[:alpha:]_]+$"]
    {
        let samples = regex(text);
        assert_eq!(samples.len(), TEXTS, "{text}: {samples:?}");
        assert_eq!(samples.iter().collect::<BTreeSet<_>>().len(), TEXTS, "{text}: {samples:?}");
    }
}

#[test]
fn brackets_are_read() {
    assert_eq!(regex("^[]a-]$"), ["]", "a", "-"]);
    assert_eq!(regex(r"^[\d\-]$").last().map(String::as_str), Some("-"));
    assert_eq!(regex("^[[:digit:]]$")[..2], ["0", "1"]);
    assert_eq!(regex("^[^[:lower:]]$")[0], "0");
    assert_eq!(regex("^[a-]$"), ["a", "-"]);
}

#[test]
fn like_and_similar_to_have_their_own_signs() {
    let like = of(Dialect::Like, "INV-%");
    assert_eq!(like.len(), TEXTS);
    assert!(like.iter().all(|text| text.starts_with("INV-")), "{like:?}");
    assert_eq!(of(Dialect::Like, "a_c")[..2], ["aac", "abc"]);
    assert_eq!(of(Dialect::Like, r"100\%"), ["100%"]);
    assert_eq!(of(Dialect::Similar, "(A|B).x"), ["A.x", "B.x"]);
    assert_eq!(of(Dialect::Similar, "A_[0-9]{2}")[0], "Aa00");
}

#[test]
fn lengths_are_reached() {
    let pattern = |text: &str| Pattern { text: Some(text.to_owned()), dialect: Dialect::Regex, escape: None };
    let of_five = |text: &str| pattern(text).samples_of_length(5).into_iter().filter(|text| text.len() == 5).count();
    assert!(of_five("^[A-Z]+$") >= TEXTS);
    assert!(of_five("^[A-Z]{2,4}[0-9]{1,3}$") >= TEXTS);
    assert_eq!(of_five("^[A-Z]{3}$"), 0);
}

#[test]
fn neighbours_are_beside() {
    assert_eq!(neighbours("AB"), ["ABB", "A", "A!", "!B"]);
    assert_eq!(neighbours(""), Vec::<String>::new());
    assert_eq!(neighbours("é"), ["éé", "", "!", "!"]);
}

#[test]
fn what_is_not_understood_gives_nothing() {
    let deep = format!("{}a{}", "(".repeat(100), ")".repeat(100));
    let long = "a".repeat(2_000);
    let wide = format!("{}{}", "(".repeat(5), "a{200}){200}){200}){200}){200}");
    for text in [
        "(?=a)b",
        "(?i)a",
        "(?!a)",
        r"(a)\1",
        "(a",
        "a)",
        "[a",
        "[z-a]",
        "[[.a.]]",
        "[[:none:]]",
        "*a",
        "a**",
        "a{3,2}",
        "a{1",
        "a{99999999999999999999999}",
        r"a\",
        r"\x41",
        "[a-[:digit:]]",
        r"^[^\s\S]$",
        &deep,
        &long,
        &wide,
    ] {
        assert_eq!(regex(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(of(Dialect::Like, "a\\"), Vec::<String>::new());
    let unread = Pattern { text: None, dialect: Dialect::Regex, escape: None };
    assert_eq!(unread.samples(), Vec::<String>::new());
}

/// Whatever stands there: nothing panics, nothing takes long, and no text is there twice.
#[test]
fn any_text_at_all_is_read() {
    let signs: Vec<char> = r"ab-^$.[](){}|?*+\\d1,2:%_é!".chars().collect();
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(state >> 16).unwrap_or_default()
    };
    for _ in 0..20_000 {
        let text: String = (0..next() % 24).map(|_| signs[next() % signs.len()]).collect();
        for dialect in [Dialect::Regex, Dialect::Similar, Dialect::Like] {
            let pattern = Pattern { text: Some(text.clone()), dialect, escape: Some('\\') };
            let samples = pattern.samples();
            assert_eq!(samples.len(), samples.iter().collect::<BTreeSet<_>>().len(), "{text}");
            assert!(pattern.samples_of_length(9).iter().all(|sample| sample.chars().count() == 9), "{text}");
        }
    }
    for text in [format!("{}{}", "(".repeat(15), "){256}".repeat(15)), "a{250}".repeat(160), ".".repeat(999)] {
        regex(&text);
        Pattern { text: Some(text), dialect: Dialect::Regex, escape: None }.samples_of_length(900);
    }
}
