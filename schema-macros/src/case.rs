//! Names in other cases.

/// How the values of a `TextEnum` are made of the variants' names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    ScreamingSnake,
    Snake,
    Lower,
    Upper,
    Kebab,
    Pascal,
}

impl Case {
    /// Every case and its spelling in `rename_all = "..."`.
    pub(crate) const ALL: [(&'static str, Case); 6] = [
        ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
        ("snake_case", Case::Snake),
        ("lowercase", Case::Lower),
        ("UPPERCASE", Case::Upper),
        ("kebab-case", Case::Kebab),
        ("PascalCase", Case::Pascal),
    ];

    /// Spells a name that is written in `PascalCase`.
    pub(crate) fn of(self, pascal: &str) -> String {
        match self {
            Case::ScreamingSnake => snake(pascal).to_uppercase(),
            Case::Snake => snake(pascal),
            Case::Lower => pascal.to_lowercase(),
            Case::Upper => pascal.to_uppercase(),
            Case::Kebab => snake(pascal).replace('_', "-"),
            Case::Pascal => pascal.to_owned(),
        }
    }
}

/// Makes `config_version` of `ConfigVersion`, and `atp_scope` of `ATPScope`.
pub(crate) fn snake(pascal: &str) -> String {
    let letters: Vec<char> = pascal.chars().collect();
    let mut snake = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let previous = at.checked_sub(1).map(|before| letters[before]);
        let starts_word = letter.is_uppercase()
            && previous.is_some_and(|previous| {
                let ends_acronym =
                    previous.is_uppercase() && letters.get(at + 1).is_some_and(|next| next.is_lowercase());
                previous.is_lowercase() || previous.is_numeric() || ends_acronym
            });
        if starts_word {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found() {
        for (pascal, expected) in [
            ("ConfigVersion", "config_version"),
            ("ATPScope", "atp_scope"),
            ("User", "user"),
            ("Oauth2Token", "oauth2_token"),
            ("Already_Snake", "already_snake"),
            ("InProgress", "in_progress"),
        ] {
            assert_eq!(snake(pascal), expected);
        }
        assert_eq!(Case::ScreamingSnake.of("InProgress"), "IN_PROGRESS");
        assert_eq!(Case::Kebab.of("InProgress"), "in-progress");
        assert_eq!(Case::Lower.of("InProgress"), "inprogress");
    }
}
