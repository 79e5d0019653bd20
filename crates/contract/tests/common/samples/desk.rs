//! The support desk, and how things stand.

use super::{some, text};
use crate::common::{Kind, kind};
use contract::*;

pub(super) fn kinds() -> Vec<Kind> {
    vec![
        kind("SupportDesk", &support_desk()),
        kind("Line", &line()),
        kind("PhoneNumber", &phone_number()),
        kind("Channel", &channel()),
        kind("HourLoad", &hour_load()),
        kind("Schedule", &schedule()),
        kind("OpeningHours", &opening_hours()),
        kind("DatedException", &dated_exception()),
        kind("Span", &span()),
        kind("MenuEntry", &menu_entry()),
        kind("AttachmentLimits", &attachment_limits()),
        kind("Category", &category()),
        kind("ChecklistPage", &checklist_page()),
        kind("Check", &check()),
        kind("Attribute", &attribute()),
        kind("Value", &value()),
        kind("Consent", &consent()),
        kind("Addresses", &addresses()),
        kind("Availability", &Availability { server_time: text("2026-12-31T06:00:00.250Z"), channels: vec![channel_availability()] }),
        kind("ChannelAvailability", &channel_availability()),
    ]
}

fn support_desk() -> SupportDesk {
    SupportDesk {
        contract_version: text(CONTRACT_VERSION),
        name: text("Example portal"),
        demonstration: true,
        locale: text("en"),
        locales: vec![text("ru"), text("en")],
        time_zone: text("Europe/Moscow"),
        capabilities: vec![Capability::Accounts, Capability::Tickets, Capability::GuestTickets],
        lines: vec![line()],
        channels: vec![channel()],
        categories: vec![category()],
        consents: vec![consent()],
        addresses: addresses(),
        never_asked: vec![text("your password")],
        attachments: Some(attachment_limits()),
    }
}

fn line() -> Line {
    Line {
        id: text("support"),
        name: text("Support"),
        number: phone_number(),
        cost: some("Free"),
        recorded: true,
        reachable_from: vec![text("RU"), text("KZ")],
        voice_menu: vec![menu_entry()],
    }
}

fn menu_entry() -> MenuEntry {
    MenuEntry { keys: text("1 3"), name: text("Restoring access"), categories: vec![text("access")] }
}

fn attachment_limits() -> AttachmentLimits {
    AttachmentLimits { max_size: 5_242_880, max_count: 3, types: vec![text("image/png"), text("application/pdf")] }
}

pub(super) fn phone_number() -> PhoneNumber {
    PhoneNumber { number: text("+78005550142"), extension: some("2"), display: text("8 800 555-01-42") }
}

fn channel() -> Channel {
    Channel {
        id: text("phone"),
        kind: ChannelKind::Phone,
        name: text("Phone"),
        suits: some("Urgent questions"),
        schedule: Some(schedule()),
        address: some("https://portal.example/phone"),
        usual_answer: some("within 5 minutes"),
        usual_load: vec![hour_load()],
    }
}

fn hour_load() -> HourLoad {
    HourLoad { hour: 9, load: 85 }
}

fn schedule() -> Schedule {
    Schedule { time_zone: text("Europe/Moscow"), opening_hours_specification: vec![opening_hours()], exceptions: vec![dated_exception()] }
}

fn opening_hours() -> OpeningHours {
    OpeningHours {
        day_of_week: vec![DayOfWeek::Monday, DayOfWeek::Friday],
        opens: text("09:00"),
        closes: text("18:00"),
        valid_from: some("2026-01-01"),
        valid_through: some("2027-12-31"),
    }
}

fn dated_exception() -> DatedException {
    DatedException {
        from: text("2026-12-31"),
        through: some("2027-01-08"),
        name: text("New Year"),
        rule: ExceptionRule::AsWeekday,
        spans: vec![span()],
        weekday: Some(DayOfWeek::Monday),
    }
}

fn span() -> Span {
    Span { opens: text("22:00"), closes: text("02:00") }
}

fn category() -> Category {
    Category {
        id: text("access"),
        name: text("Restoring access"),
        description: some("You cannot sign in"),
        guests: true,
        attributes: vec![attribute()],
        checklist: vec![checklist_page()],
        documents: vec![text("The contract")],
        checks: vec![check()],
    }
}

fn checklist_page() -> ChecklistPage {
    ChecklistPage {
        code: text("who"),
        part: ChecklistPart::Identity,
        title: text("Who is calling?"),
        reason: some("The operator looks for the contract first"),
        items: vec![attribute()],
        attachments: true,
    }
}

fn check() -> Check {
    Check { code: text("restart"), kind: CheckKind::Connection, name: text("Is there a network?"), steps: vec![text("Switch it on again")] }
}

fn attribute() -> Attribute {
    Attribute {
        code: text("reason"),
        datatype: Datatype::Singlevaluelist,
        required: true,
        description: text("What happens when you sign in?"),
        datatype_description: some("The closest answer"),
        order: 10,
        values: vec![value()],
        reason: some("Each case is solved by another department"),
        only_if: Some(Answer { code: text("signs-in"), values: vec![text("no")] }),
    }
}

fn value() -> Value {
    Value { key: text("password"), name: text("The password is refused") }
}

fn consent() -> Consent {
    Consent {
        id: text("personal-data"),
        version: text("2026-03"),
        text: text("I agree to the processing of my personal data"),
        address: some("https://portal.example/consent"),
        required: true,
    }
}

fn addresses() -> Addresses {
    Addresses {
        sign_in: some("/portal/sign-in?return={return}"),
        register: some("/portal/register?return={return}"),
        profile: some("/portal/profile?return={return}"),
    }
}

fn channel_availability() -> ChannelAvailability {
    ChannelAvailability {
        channel: text("phone"),
        kind: ChannelKind::Phone,
        operators_free: Some(2),
        queue_length: Some(3),
        estimated_wait: Some(540),
    }
}
