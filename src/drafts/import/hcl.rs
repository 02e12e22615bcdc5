//! Resources in Terraform's own language, as JSON that names what it refers to.
//!
//! Nothing is evaluated: what is no plain value becomes an expression that the draft cannot have.

use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Body, Structure};
use zeroize::Zeroizing;

use super::collect::EXPRESSION;
use super::error::ImportError;

/// The resources of these types in a text, as JSON: an object with one entry for each, under its
/// address, with the `values` as `terraform show -json` has them and the `region` of its provider.
pub(super) fn resources(text: &str, types: &[&str]) -> Result<Zeroizing<String>, ImportError> {
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let body = hcl_edit::parser::parse_body(text).map_err(|error| ImportError::NotHcl {
        line: error.location().line(),
        what: error.message().to_owned().into(),
    })?;
    let mut json = Json::default();
    json.open('{');
    for block in body.blocks().filter(|block| block.ident.as_str() == "resource") {
        let [kind, name] = &block.labels[..] else { continue };
        if !types.contains(&kind.as_str()) {
            continue;
        }
        json.name(&format!("{}.{}", kind.as_str(), name.as_str()));
        json.open('{');
        if let Some(region) = region(&body, block) {
            json.name("region");
            json.text(&region);
        }
        json.name("values");
        json.body(&block.body);
        json.close('}');
    }
    json.close('}');
    Ok(json.0)
}

/// The region of the provider that a resource names, if it is a plain text.
fn region(body: &Body, resource: &Block) -> Option<String> {
    let wanted = resource.body.get_attribute("provider").map(|named| plain(&named.value));
    let alias = wanted.as_deref().and_then(|named| named.split_once('.')).map(|(_, alias)| alias);
    let provider = body.blocks().find(|block| {
        let own = block.body.get_attribute("alias").and_then(|alias| alias.value.as_str());
        let is_alicloud = matches!(&block.labels[..], [name] if name.as_str() == "alicloud");
        block.ident.as_str() == "provider" && is_alicloud && own == alias
    })?;
    Some(provider.body.get_attribute("region")?.value.as_str()?.to_owned())
}

/// An expression as it is written, without what stands around it.
fn plain(expression: &Expression) -> String {
    let written = expression.to_string();
    let written = written.trim();
    let inner = written.strip_prefix("\"${").and_then(|rest| rest.strip_suffix("}\""));
    inner.unwrap_or(written).trim().to_owned()
}

/// A JSON text in the making.
#[derive(Default)]
struct Json(Zeroizing<String>);

impl Json {
    fn open(&mut self, bracket: char) {
        self.comma();
        self.0.push(bracket);
    }

    fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    fn comma(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(['{', '[', ':']) {
            self.0.push(',');
        }
    }

    fn name(&mut self, name: &str) {
        self.text(name);
        self.0.push(':');
    }

    fn text(&mut self, text: &str) {
        self.comma();
        let quoted = Zeroizing::new(serde_json::Value::from(text).to_string());
        self.0.push_str(&quoted);
    }

    fn raw(&mut self, written: &str) {
        self.comma();
        self.0.push_str(written);
    }

    fn expression(&mut self, written: &str) {
        self.open('{');
        self.name(EXPRESSION);
        self.text(written);
        self.close('}');
    }

    /// A block's content. Blocks of one name become a list, as `terraform show -json` has them.
    fn body(&mut self, body: &Body) {
        self.open('{');
        let mut written: Vec<&str> = Vec::new();
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => {
                    self.name(attribute.key.as_str());
                    self.value(&attribute.value);
                }
                Structure::Block(block) => {
                    let name = match (block.ident.as_str(), &block.labels[..]) {
                        ("dynamic", [name]) => {
                            self.name(name.as_str());
                            self.expression("dynamic");
                            continue;
                        }
                        (name, _) => name,
                    };
                    if written.contains(&name) {
                        continue;
                    }
                    written.push(name);
                    self.name(name);
                    self.open('[');
                    body.get_blocks(name).for_each(|block| self.body(&block.body));
                    self.close(']');
                }
            }
        }
        self.close('}');
    }

    fn value(&mut self, expression: &Expression) {
        match expression {
            Expression::Null(_) => self.raw("null"),
            Expression::Bool(flag) => self.raw(if *flag.value() { "true" } else { "false" }),
            Expression::Number(number) => self.raw(&number.value().to_string()),
            Expression::String(text) => self.text(text.value()),
            Expression::Array(items) => {
                self.open('[');
                items.iter().for_each(|item| self.value(item));
                self.close(']');
            }
            Expression::Object(members) => {
                self.open('{');
                for (key, value) in members {
                    let name = key.as_expr().and_then(Expression::as_str).map(str::to_owned);
                    let name = name.or_else(|| key.as_ident().map(|name| name.as_str().to_owned()));
                    // A name that is computed is none that the draft could have.
                    self.name(&name.unwrap_or_else(|| "(…)".to_owned()));
                    self.value(value.expr());
                }
                self.close('}');
            }
            other => self.expression(&plain(other)),
        }
    }
}
