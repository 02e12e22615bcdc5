//! What a text says, taken apart: its words, its values and what it chooses by.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser::parse;

/// What stands for a value among the words.
pub const GAP: char = '\u{fffc}';

/// A text.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// What is said in each case, with [`GAP`] for values.
    pub spoken: Vec<String>,
    /// The values that stand in it.
    pub shown: BTreeSet<String>,
    /// What it chooses by: the value, and the keys of its variants.
    pub variants: BTreeMap<String, BTreeSet<String>>,
    /// The values by which it chooses between one and several alone.
    pub plurals: BTreeSet<String>,
}

impl Said {
    /// Every value it takes.
    pub fn values(&self) -> BTreeSet<String> {
        self.shown.iter().chain(self.variants.keys()).cloned().collect()
    }

    fn of(pattern: &Pattern<&str>) -> Self {
        let mut said = Self::default();
        said.spoken = said.cases(pattern);
        let is_plural =
            |keys: &BTreeSet<String>| keys.iter().all(|key| key == "one" || key == "other");
        let plurals = said.variants.iter().filter(|(_, keys)| is_plural(keys));
        said.plurals = plurals
            .map(|(name, _)| name.clone())
            .filter(|name| !said.shown.contains(name))
            .collect();
        said
    }

    /// What a pattern says in each case. Of several choices in one sentence each variant is told with the
    /// first of the others: every wording is seen, not every combination.
    fn cases(&mut self, pattern: &Pattern<&str>) -> Vec<String> {
        let mut cases = vec![String::new()];
        for element in &pattern.elements {
            let parts = match element {
                PatternElement::TextElement { value } => vec![value.replace('\n', " ")],
                PatternElement::Placeable { expression } => self.expression(expression),
            };
            let longest = cases.len().max(parts.len());
            cases = (0..longest)
                .map(|at| {
                    let before = cases.get(at).unwrap_or(&cases[0]);
                    format!("{before}{}", parts.get(at).unwrap_or(&parts[0]))
                })
                .collect();
        }
        cases
    }

    fn expression(&mut self, expression: &Expression<&str>) -> Vec<String> {
        match expression {
            Expression::Inline(inline) => vec![self.inline(inline)],
            Expression::Select { selector, variants } => {
                if let InlineExpression::VariableReference { id } = selector {
                    let keys = variants.iter().map(|variant| match variant.key {
                        VariantKey::Identifier { name } => name.to_owned(),
                        VariantKey::NumberLiteral { value } => value.to_owned(),
                    });
                    self.variants.entry(id.name.to_owned()).or_default().extend(keys);
                }
                variants.iter().flat_map(|variant| self.cases(&variant.value)).collect()
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) -> String {
        match inline {
            InlineExpression::StringLiteral { value } => (*value).to_owned(),
            InlineExpression::VariableReference { id } => {
                self.shown.insert(id.name.to_owned());
                GAP.to_string()
            }
            other => panic!("{other:?}"),
        }
    }
}

/// The texts of a file by their ids, `field-Psk.help` for an attribute.
pub fn read(source: &str) -> Vec<(String, Said)> {
    let resource = parse(source).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let mut all = Vec::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        if let Some(value) = &message.value {
            all.push((id.to_owned(), Said::of(value)));
        }
        for attribute in &message.attributes {
            all.push((format!("{id}.{}", attribute.id.name), Said::of(&attribute.value)));
        }
    }
    all
}
