//! One value of every type, written out in full: a field added to a type does not compile here until it has a value.

use super::{Kind, kind, sent};
use contract::*;

fn text(value: &str) -> String {
    value.to_owned()
}

fn some(value: &str) -> Option<String> {
    Some(text(value))
}

pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        kind("SupportDesk", &support_desk()),
        kind("Line", &line()),
        kind("PhoneNumber", &phone_number()),
        kind("Channel", &channel()),
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
        kind("Session", &Session { account: account(), expires: some("2026-12-31T18:00:00Z") }),
        kind("Account", &account()),
        sent("NewTicket", &new_ticket()),
        kind("Contact", &contact()),
        kind("Answer", &answer()),
        sent("ConsentGiven", &consent_given()),
        kind("CreatedTicket", &CreatedTicket { ticket: ticket(), secret: some("b5hQ2mVnT0c7") }),
        kind("Ticket", &ticket()),
        kind("StatusChange", &status_change()),
        kind("Note", &note()),
        kind("RelatedParty", &related_party()),
        kind("Attachment", &attachment()),
        kind("IncidentList", &IncidentList { items: vec![incident()] }),
        kind("Incident", &incident()),
        sent("IncidentSubscription", &IncidentSubscription { notify: true, email: some("anna@example.org") }),
        kind("ArticleList", &ArticleList { items: vec![article()] }),
        kind("Article", &article()),
        kind("ArticleSection", &article_section()),
        sent("ArticleFeedback", &ArticleFeedback { helped: true }),
        kind("TicketPage", &TicketPage { items: vec![ticket()], next_cursor: some("MjAyNg"), total: Some(41) }),
        sent("TicketLinkRequest", &TicketLinkRequest { number: text("HL-2611-48213"), email: text("anna@example.org") }),
        sent("ClientError", &client_error()),
        kind("Problem", &problem()),
        kind("ProblemError", &problem_error()),
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

fn phone_number() -> PhoneNumber {
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
    }
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

fn account() -> Account {
    Account {
        id: text("a1"),
        login: text("anna"),
        full_name: text("Anna Orlova"),
        email: some("anna@example.org"),
        phone: some("+79161234567"),
        contract_numbers: vec![text("40-1127")],
        active: true,
    }
}

fn new_ticket() -> NewTicket {
    NewTicket {
        ticket_type: text("access"),
        name: text("Cannot sign in"),
        description: text("Since this morning the password is refused."),
        severity: Severity::Critical,
        contact: contact(),
        attributes: vec![answer()],
        consents: vec![consent_given()],
    }
}

fn contact() -> Contact {
    Contact {
        full_name: text("Anna Orlova"),
        email: some("anna@example.org"),
        phone: some("+79161234567"),
        notify_by: vec![NotificationChannel::Email, NotificationChannel::Sms],
    }
}

fn answer() -> Answer {
    Answer { code: text("reason"), values: vec![text("password")] }
}

fn consent_given() -> ConsentGiven {
    ConsentGiven { id: text("personal-data"), version: text("2026-03"), at: text("2026-11-20T09:14:00Z") }
}

fn ticket() -> Ticket {
    Ticket {
        number: text("HL-2611-48213"),
        name: text("Cannot sign in"),
        description: text("Since this morning the password is refused."),
        ticket_type: text("access"),
        severity: Severity::Minor,
        status: TicketStatus::Resolved,
        creation_date: text("2026-11-20T09:15:00Z"),
        last_update: some("2026-11-21T07:00:00Z"),
        expected_response_date: some("2026-11-23"),
        expected_resolution_date: some("2026-11-27"),
        resolution_date: some("2026-11-21T07:00:00Z"),
        contact: contact(),
        attributes: vec![answer()],
        status_change_history: vec![status_change()],
        note: vec![note()],
        related_party: vec![related_party()],
        attachment: vec![attachment()],
    }
}

fn attachment() -> Attachment {
    Attachment { id: text("f1"), name: text("Снимок экрана.png"), mime_type: text("image/png"), size: 48_213 }
}

fn incident() -> Incident {
    Incident {
        id: text("card-payments"),
        title: text("Payments by card do not go through"),
        description: some("The bank is looking into it"),
        categories: vec![text("payment")],
        since: text("2026-11-20T08:00:00Z"),
        next_update: some("2026-11-20T10:00:00Z"),
        fixed: some("2026-11-20T11:30:00Z"),
        affected: Some(214),
    }
}

fn article() -> Article {
    Article {
        slug: text("restore-access"),
        title: text("How to restore access"),
        summary: some("What to do when the password is refused"),
        categories: vec![text("access")],
        updated: some("2026-11-01T09:00:00Z"),
        sections: vec![article_section()],
    }
}

fn article_section() -> ArticleSection {
    ArticleSection {
        title: some("By e-mail"),
        paragraphs: vec![text("It takes a minute.")],
        steps: vec![text("Open the page for signing in"), text("Choose \u{201c}Forgot the password\u{201d}")],
    }
}

fn status_change() -> StatusChange {
    StatusChange {
        status: TicketStatus::Resolved,
        status_change_date: text("2026-11-21T07:00:00Z"),
        status_change_reason: some("The password was reset"),
    }
}

fn note() -> Note {
    Note { id: text("n1"), author: text("Pavel"), date: text("2026-11-21T06:58:00Z"), text: text("Try the new password.") }
}

fn related_party() -> RelatedParty {
    RelatedParty { name: text("Pavel"), role: text("specialist") }
}

fn client_error() -> ClientError {
    ClientError {
        kind: text("panic"),
        message: text("entered unreachable code"),
        at: text("2026-11-20T09:14:00Z"),
        route: some("/tickets/:number"),
        release: some("0.1.0"),
    }
}

fn problem() -> Problem {
    Problem {
        kind: text("https://portal.example/problems/fields"),
        title: text("Some answers need another look"),
        status: 422,
        detail: some("One of them"),
        errors: vec![problem_error()],
    }
}

fn problem_error() -> ProblemError {
    ProblemError { pointer: text("/contact/email"), detail: text("An e-mail address has an @"), code: text("invalid") }
}
