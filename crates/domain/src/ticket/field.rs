use crate::phone::PhoneError;
use contract::NewTicket;

/// A place of the form that something can be wrong with.
///
/// The order of the form is: category, its attributes by `order`, name, description, full name, e-mail, phone, notifications,
/// consents as the portal lists them. Errors come in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Category,
    /// [`contract::Attribute::code`].
    Attribute(String),
    Name,
    Description,
    FullName,
    Email,
    Phone,
    Notify,
    /// [`contract::Consent::id`].
    Consent(String),
}

/// The rule that is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    Required,
    /// Neither an e-mail address nor a telephone number: one of them is needed. Said once, of the e-mail.
    EmailOrPhone,
    /// A message was asked for, and there is no address to send it to.
    NeededToNotify,
    /// More than this many characters.
    TooLong {
        max: usize,
    },
    NotANumber,
    /// Not a date and time that exists.
    NotADate,
    NotAPhone(PhoneError),
    NotAnEmail,
    /// Not among what the portal offers.
    NotAChoice,
    /// Several answers to a question that takes one, or one question answered twice.
    OneOnly,
    /// The text has changed since the box was ticked.
    ConsentOutdated,
    /// Only signed-in visitors can send tickets of this category.
    SignInNeeded,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: Field,
    pub rule: Rule,
}

impl Rule {
    /// [`contract::ProblemError::code`].
    pub fn code(&self) -> &'static str {
        match self {
            Rule::Required | Rule::EmailOrPhone | Rule::NeededToNotify => "required",
            Rule::TooLong { .. } => "tooLong",
            Rule::NotANumber | Rule::NotADate | Rule::NotAPhone(_) | Rule::NotAnEmail => "invalid",
            Rule::NotAChoice | Rule::OneOnly | Rule::SignInNeeded => "notAllowed",
            Rule::ConsentOutdated => "outdated",
        }
    }
}

impl Field {
    /// The field that a JSON Pointer into the sent body means; deeper pointers mean the field they are in. `None`: no single one.
    ///
    /// `/attributes/0` is the first answer that was sent, `/attributes/device` one that was not; consents likewise.
    pub fn from_pointer(pointer: &str, sent: &NewTicket) -> Option<Field> {
        let mut parts = pointer.strip_prefix('#').unwrap_or(pointer).strip_prefix('/')?.split('/');
        match (parts.next()?, parts.next()) {
            ("ticketType", _) => Some(Field::Category),
            ("name", _) => Some(Field::Name),
            ("description", _) => Some(Field::Description),
            ("contact", Some("fullName")) => Some(Field::FullName),
            ("contact", Some("email")) => Some(Field::Email),
            ("contact", Some("phone")) => Some(Field::Phone),
            ("contact", Some("notifyBy")) => Some(Field::Notify),
            ("attributes", Some(item)) => named(item, |index| Some(&sent.attributes.get(index)?.code)).map(Field::Attribute),
            ("consents", Some(item)) => named(item, |index| Some(&sent.consents.get(index)?.id)).map(Field::Consent),
            _ => None,
        }
    }

    /// The pointer to the field, `index` being the place of what was sent, if it was.
    pub(super) fn pointer(&self, index: Option<usize>) -> String {
        match self {
            Field::Category => "/ticketType".to_owned(),
            Field::Name => "/name".to_owned(),
            Field::Description => "/description".to_owned(),
            Field::FullName => "/contact/fullName".to_owned(),
            Field::Email => "/contact/email".to_owned(),
            Field::Phone => "/contact/phone".to_owned(),
            Field::Notify => "/contact/notifyBy".to_owned(),
            Field::Attribute(code) => item("/attributes", code, index),
            Field::Consent(id) => item("/consents", id, index),
        }
    }
}

fn named<'a>(item: &str, sent: impl FnOnce(usize) -> Option<&'a String>) -> Option<String> {
    if is_place(item) {
        return sent(item.parse().ok()?).cloned();
    }
    // The two escapes of RFC 6901, in its order.
    Some(item.replace("~1", "/").replace("~0", "~"))
}

/// Digits, or nothing at all: never read as a name.
fn is_place(item: &str) -> bool {
    item.bytes().all(|byte| byte.is_ascii_digit())
}

fn item(list: &str, name: &str, index: Option<usize>) -> String {
    let mut pointer = list.to_owned();
    let item = match index {
        Some(index) => index.to_string(),
        // A name made of digits would read as a place in the list: then the whole list is meant.
        None if is_place(name) => return pointer,
        None => name.replace('~', "~0").replace('/', "~1"),
    };
    pointer.push('/');
    pointer.push_str(&item);
    pointer
}
