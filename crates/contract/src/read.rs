//! Reading the contract's types from a JSON value, by little code.
//!
//! `Deserialize` compiles a visitor for every type: in the application that was 20 KB of brotli. [`Read`] takes a value apart
//! with a few functions that exist once. Both are derived from the same attributes, and a test holds one against the other;
//! the application reads with `Read`, where a megabyte more does not matter `Deserialize` tells what is wrong.

use crate::Members;
pub use contract_derive::Read;

/// A JSON value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    Number(i64),
    /// A number that is not whole, or too great to be exact: the contract has none.
    OtherNumber,
    Text(String),
    List(Vec<Value>),
    Object(Members<Value>),
}

impl Value {
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The member of an object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        if let Self::Object(members) = self { members.get(name) } else { None }
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(boolean) => Self::Bool(boolean),
            serde_json::Value::Number(number) => number.as_i64().map_or(Self::OtherNumber, Self::Number),
            serde_json::Value::String(text) => Self::Text(text),
            serde_json::Value::Array(elements) => Self::List(elements.into_iter().map(Self::from).collect()),
            serde_json::Value::Object(members) => Self::Object(members.into_iter().map(|(name, value)| (name, value.into())).collect()),
        }
    }
}

/// What can be made of a JSON value. `None`: it cannot.
///
/// The default only fills the place of a field that could not be read, until its whole is thrown away.
pub trait Read: Default {
    fn read(value: Value) -> Option<Self>;
}

impl Read for String {
    fn read(value: Value) -> Option<Self> {
        if let Value::Text(text) = value { Some(text) } else { None }
    }
}

impl Read for bool {
    fn read(value: Value) -> Option<Self> {
        if let Value::Bool(boolean) = value { Some(boolean) } else { None }
    }
}

impl Read for i64 {
    fn read(value: Value) -> Option<Self> {
        if let Value::Number(number) = value { Some(number) } else { None }
    }
}

impl Read for u32 {
    fn read(value: Value) -> Option<Self> {
        i64::read(value)?.try_into().ok()
    }
}

impl Read for u16 {
    fn read(value: Value) -> Option<Self> {
        i64::read(value)?.try_into().ok()
    }
}

/// `null`, or a member that is not there, is `None`.
impl<T: Read> Read for Option<T> {
    fn read(value: Value) -> Option<Self> {
        if value == Value::Null { Some(None) } else { T::read(value).map(Some) }
    }
}

/// All of its elements or nothing; [`Fields::list`] leaves out what it cannot read.
impl<T: Read> Read for Vec<T> {
    fn read(value: Value) -> Option<Self> {
        let Value::List(elements) = value else { return None };
        elements.into_iter().map(T::read).collect()
    }
}

impl<T: Read> Read for Members<T> {
    fn read(value: Value) -> Option<Self> {
        let Value::Object(members) = value else { return None };
        members.into_iter().map(|(name, value)| Some((name, T::read(value)?))).collect()
    }
}

/// The members of an object, each taken once. What cannot be read is noted and looked at in the end: to give up at every field
/// would cost code at every field.
#[derive(Debug)]
pub struct Fields {
    members: Members<Value>,
    is_read: bool,
}

impl Fields {
    pub fn of(value: Value) -> Self {
        match value {
            Value::Object(members) => Self { members, is_read: true },
            _ => Self { members: Members::default(), is_read: false },
        }
    }

    /// The whole, if every part of it could be read.
    pub fn whole<T>(&self, whole: T) -> Option<T> {
        self.is_read.then_some(whole)
    }

    /// `null` for a member that is not there.
    fn take(&mut self, name: &str) -> Value {
        self.members.remove(name).unwrap_or(Value::Null)
    }

    fn noted<T: Default>(&mut self, read: Option<T>) -> T {
        self.is_read &= read.is_some();
        read.unwrap_or_default()
    }

    /// What must be there, unless its type says otherwise.
    #[inline(never)]
    pub fn required<T: Read>(&mut self, name: &str) -> T {
        let read = T::read(self.take(name));
        self.noted(read)
    }

    /// What may be absent or `null`.
    #[inline(never)]
    pub fn or_default<T: Read>(&mut self, name: &str) -> T {
        match self.take(name) {
            Value::Null => T::default(),
            value => self.noted(T::read(value)),
        }
    }

    /// A list without the elements that cannot be understood.
    #[inline(never)]
    pub fn list<T: Read>(&mut self, name: &str) -> Vec<T> {
        self.elements(name).into_iter().filter_map(T::read).collect()
    }

    #[inline(never)]
    fn elements(&mut self, name: &str) -> Vec<Value> {
        match self.take(name) {
            Value::List(elements) => elements,
            Value::Null => Vec::new(),
            _ => self.noted(None),
        }
    }

    /// A value, or nothing where it cannot be understood.
    #[inline(never)]
    pub fn understood<T: Read>(&mut self, name: &str) -> Option<T> {
        T::read(self.take(name))
    }
}
