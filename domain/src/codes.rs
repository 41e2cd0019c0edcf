//! Code words: one spelling per value, the same on the wire, in the database and
//! in the policy files. Closed lists are enums, words of open lists have a type.

/// A word that is not in the list it was read as.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not a known {kind}")]
pub struct UnknownCode {
    /// The name of the list.
    pub kind: &'static str,
    /// The word that was given.
    pub word: String,
}

/// Declares an enum whose values each have exactly one code word.
macro_rules! code_words {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident => $word:literal,)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
        }

        impl $name {
            /// Every value, in the order it is declared.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The code word, as stored and as sent.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }

            /// Reads a code word; nothing but the exact spelling is accepted.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word {
                    $($word => Some($name::$variant),)+
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownCode;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::parse(word).ok_or_else(|| $crate::UnknownCode {
                    kind: stringify!($name),
                    word: word.to_owned(),
                })
            }
        }

        impl $crate::events::EventValue for $name {
            const HOLDS: $crate::events::Holds = $crate::events::Holds::one("word");
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Declares a word of an open list. What is known of the list stands in a policy file or at the assembly, not in a type,
/// so that whoever adds to it edits neither this crate nor the schema.
macro_rules! open_word {
    ($(#[$meta:meta])* pub struct $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(std::borrow::Cow<'static, str>);

        impl $name {
            /// A word that stands in the code.
            #[must_use]
            pub const fn of(word: &'static str) -> Self {
                Self(std::borrow::Cow::Borrowed(word))
            }

            /// The word, as stored and as sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownCode;

            /// Reads a word: small letters, digits and `_`, from 1 to 64.
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
                if (1..=64).contains(&word.len()) && word.bytes().all(allowed) {
                    Ok(Self(std::borrow::Cow::Owned(word.to_owned())))
                } else {
                    Err($crate::UnknownCode { kind: stringify!($name), word: word.to_owned() })
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::Category;
    use crate::billing::SubjectKind;

    #[test]
    fn every_code_word_reads_back_as_the_value_it_came_from() {
        for category in Category::ALL {
            assert_eq!(Category::parse(category.as_str()), Some(*category));
        }
    }

    #[test]
    fn a_word_of_an_open_list_is_small_letters_digits_and_low_lines() {
        for word in ["membership", "cyber_program_seat", "a1"] {
            assert_eq!(word.parse::<SubjectKind>().unwrap().as_str(), word);
        }
        for odd in ["", "Membership", "print magazine", "print-magazine", &"a".repeat(65)] {
            assert!(odd.parse::<SubjectKind>().is_err(), "{odd}");
        }
    }

    #[test]
    fn a_code_word_in_another_case_is_refused() {
        assert_eq!(Category::parse("Full"), None);
        assert_eq!("FULL".parse::<Category>().unwrap_err().to_string(), "`FULL` is not a known Category");
    }
}
