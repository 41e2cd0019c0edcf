//! Texts of messages: one template file per message in `api/templates/<channel>/<slice>/<name>.txt`, part of the binary.
//!
//! Invariant: a message is a struct, and its template names nothing but the struct's fields. [`faults`] proves it for
//! every registered message when the program starts, by its samples, so that no message fails when it is due.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::sync::LazyLock;

use chrono::NaiveDate;
pub use minijinja::Error as TemplateError;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, ErrorKind, UndefinedBehavior, Value};
use serde::Serialize;

use crate::assembly;
use crate::gateways::mail::Letter;
use crate::http::problem::{INTERNAL, Problem};

/// A template: its path below `api/templates/` and what the file says.
pub struct Template {
    /// Path without the ending, for instance `letters/billing/invoice_issued`.
    pub name: &'static str,
    /// Content of the file.
    pub text: &'static str,
}

/// The template with this name, read when the program is built.
#[macro_export]
macro_rules! template {
    ($name:literal) => {
        $crate::templates::Template {
            name: $name,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $name, ".txt")),
        }
    };
}

/// A letter before it is written: its fields are the variables of its template.
pub trait LetterText: Serialize + Sized {
    /// The template. Its first line is `Subject: …`, the second is empty, the rest is the text.
    const TEMPLATE: Template;

    /// Letters that together show every variable and every branch of the template.
    fn samples() -> Vec<Self>;

    /// Writes the letter to an address.
    ///
    /// # Errors
    /// When the template does not fit, which [`faults`] would have said.
    fn letter(&self, to: &str) -> Result<Letter, TemplateError> {
        write_letter(&Self::TEMPLATE, &Value::from(Serde(self)), to)
    }
}

/// A kind of letter as the checks and bulk letters know it.
pub struct LetterKind {
    /// Its template.
    pub template: Template,
    samples: fn() -> Vec<Value>,
}

impl LetterKind {
    /// The kind that `T` describes.
    pub const fn of<T: LetterText>() -> LetterKind {
        LetterKind {
            template: T::TEMPLATE,
            samples: || T::samples().into_iter().map(|sample| Value::from(Serde(sample))).collect(),
        }
    }
}

static ENGINE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    // It is refused for its delimiters alone, and these are the usual ones.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).keep_trailing_newline(true).build() {
        engine.set_syntax(syntax);
    }
    engine.add_filter("long_date", long_date);
    engine
});

/// `2026-03-01` as `March 1, 2026`.
fn long_date(date: &str) -> Result<String, TemplateError> {
    let parsed: NaiveDate = date.parse().map_err(|_| {
        TemplateError::new(ErrorKind::InvalidOperation, format!("`{date}` is not a date like 2026-03-01"))
    })?;
    Ok(parsed.format("%B %-d, %Y").to_string())
}

/// Fills a template. Subject and text are filled apart: no variable can end the subject.
///
/// # Errors
/// When it cannot be read or names a variable that is not there.
pub fn write_letter(template: &Template, variables: &Value, to: &str) -> Result<Letter, TemplateError> {
    let (subject, text) = parts(template)?;
    let fill = |part: &str| ENGINE.render_named_str(template.name, part, variables);
    Ok(Letter { to: to.to_owned(), subject: fill(subject)?, text: fill(text)? })
}

/// Fills the registered template with this name.
///
/// # Errors
/// When there is none; as [`write_letter`].
pub fn write_named(name: &str, variables: &impl Serialize, to: &str) -> Result<Letter, TemplateError> {
    let kind = assembly::letters().find(|kind| kind.template.name == name);
    let missing = || TemplateError::new(ErrorKind::TemplateNotFound, format!("no letter has the template `{name}`"));
    write_letter(&kind.ok_or_else(missing)?.template, &Value::from(Serde(variables)), to)
}

impl From<TemplateError> for Problem {
    fn from(error: TemplateError) -> Problem {
        tracing::error!(%error, "a template could not be filled");
        Problem::new(&INTERNAL)
    }
}

fn parts(template: &Template) -> Result<(&'static str, &'static str), TemplateError> {
    let read = template.text.strip_prefix("Subject: ").and_then(|text| text.split_once("\n\n"));
    read.ok_or_else(|| {
        TemplateError::new(ErrorKind::SyntaxError, "a letter begins with `Subject: …` and an empty line")
    })
}

/// What is wrong with the registered templates, one line per fault. Empty in a sound build.
#[must_use]
pub fn faults() -> Vec<String> {
    assembly::letters().flat_map(faults_of).collect()
}

fn faults_of(kind: &LetterKind) -> Vec<String> {
    let LetterKind { template, samples } = kind;
    let named = |fault: &dyn Display| format!("template {}: {fault}", template.name);
    let samples = samples();
    if samples.is_empty() {
        return vec![named(&"it has no sample")];
    }
    match variables(template) {
        Err(error) => vec![named(&error)],
        Ok(variables) => samples
            .iter()
            .flat_map(|sample| faults_of_sample(template, &variables, sample))
            .map(|fault| named(&fault))
            .collect(),
    }
}

/// Every variable is a field, also in a branch that this sample does not take.
fn faults_of_sample(template: &Template, variables: &BTreeSet<String>, sample: &Value) -> Vec<String> {
    let known: BTreeSet<String> = sample.try_iter().into_iter().flatten().map(|field| field.to_string()).collect();
    let unknown = variables.difference(&known).map(|name| format!("`{name}` is no field of the letter"));
    let rendered = write_letter(template, sample, "somebody@example.org").err().map(|error| error.to_string());
    unknown.chain(rendered).collect()
}

/// The variables that a template names.
fn variables(template: &Template) -> Result<BTreeSet<String>, TemplateError> {
    parts(template)?;
    let parsed = ENGINE.template_from_named_str(template.name, template.text)?;
    Ok(parsed.undeclared_variables(false).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Greeting {
        name: &'static str,
        due_on: Option<NaiveDate>,
    }

    fn greeting(name: &'static str, due_on: Option<NaiveDate>) -> Value {
        Value::from(Serde(Greeting { name, due_on }))
    }

    const SOUND: Template = Template {
        name: "letters/tests/greeting",
        text: "Subject: For {{ name }}\n\n{% if due_on %}\nDue {{ due_on | long_date }}.\n{% endif %}\nBye.\n",
    };

    #[test]
    fn every_template_fits_the_letter_that_fills_it() {
        assert_eq!(faults(), Vec::<String>::new());
    }

    #[test]
    fn subject_and_text_are_filled_apart() {
        let due_on = NaiveDate::from_ymd_opt(2026, 3, 1);
        let letter = write_letter(&SOUND, &greeting("Ana\n\nSubject: x", due_on), "ana@example.org").unwrap();
        assert_eq!(letter.subject, "For Ana\n\nSubject: x");
        assert_eq!(letter.text, "Due March 1, 2026.\nBye.\n");
    }

    #[test]
    fn a_variable_that_is_no_field_is_found_in_a_branch_that_no_sample_takes() {
        let text = "Subject: x\n\n{% if due_on %}{{ amount }}{% endif %}\n";
        let kind = LetterKind {
            template: Template { name: "letters/tests/odd", text },
            samples: || vec![greeting("Ana", None)],
        };
        assert_eq!(faults_of(&kind), ["template letters/tests/odd: `amount` is no field of the letter"]);
    }

    #[test]
    fn what_cannot_be_rendered_is_a_fault() {
        for text in ["No subject\n", "Subject: x\n\n{% if %}\n", "Subject: x\n\n{{ name | long_date }}\n"] {
            let kind = LetterKind {
                template: Template { name: "letters/tests/odd", text },
                samples: || vec![greeting("Ana", None)],
            };
            assert_eq!(faults_of(&kind).len(), 1, "{text}");
        }
    }
}
