use super::limits::EMAIL_MAX;
use crate::text;

/// An e-mail address as typed or pasted, without blanks around it and hidden characters in it; `None` if it is none.
pub fn read_email(typed: &str) -> Option<String> {
    let address = text::identity(typed);
    (address.chars().nth(EMAIL_MAX).is_none() && is_email(&address)).then_some(address)
}

/// Whether a message can be sent there, as far as can be told from looking: one `@`, something before it, a domain with a dot.
/// Quoted local parts and addresses of machines are none: nobody types them. International names are fine; what could hide in
/// them is gone, for `address` comes from [`text::identity`].
pub(super) fn is_email(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else { return false };
    is_local(local) && is_domain(domain)
}

fn is_local(local: &str) -> bool {
    let right = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c);
    local.len() <= 64 && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(right))
}

fn is_domain(domain: &str) -> bool {
    let right = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '-';
    let label = |label: &str| {
        !label.is_empty() && label.chars().count() <= 63 && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(right)
    };
    // The last label of a name is never a number: that would be the address of a machine.
    let top = domain.rsplit_once('.').map_or("", |(_, top)| top);
    top.chars().count() >= 2 && !top.bytes().all(|byte| byte.is_ascii_digit()) && domain.split('.').all(label)
}
