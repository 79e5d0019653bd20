//! After the call: what it came to, and where it leads.

use super::{OnTheLine, carry, kept, report, talk};
use crate::contacts::ways;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::numbers::CopyButton;
use crate::page::Page;
use crate::route::Route;
use crate::secrets::{self, Contact};
use crate::ui::{Button, ButtonKind, LinkButton, Notice, NoticeKind, SummaryList, SummaryRow};
use contract::{CallRecord, Capability, ChannelKind};
use domain::call::{Lead, Text, is_agreed, leads};
use leptos::prelude::*;

/// What is known of a call, line by line, and to be copied.
pub(super) fn summary(on: OnTheLine, record: &CallRecord) -> AnyView {
    let context = on.telephone.context;
    list(carry::facts(context, record, None), carry::as_text(context, record))
}

fn list(facts: Vec<(String, String)>, text: String) -> AnyView {
    let rows: Vec<SummaryRow> = facts.into_iter().map(|(name, value)| SummaryRow::new(name, value)).collect();
    view! { <SummaryList rows /><p class="actions"><CopyButton text label=t::call_copy() /></p> }
}

pub(super) fn after(on: OnTheLine) -> AnyView {
    let telephone = on.telephone;
    let was_reached = untrack(|| telephone.with(|calling| calling.record().connected_at.is_some()));
    let context = telephone.context;
    let shown = move || {
        telephone.with(|calling| {
            let talked = calling.talked_at(telephone.now());
            list(carry::facts(context, calling.record(), Some(talked)), carry::as_text(context, calling.record()))
        })
    };
    let is_same = move |is_same| Some(Callback::new(move |()| telephone.begin(is_same)));
    let standing = move || {
        telephone.with(|calling| {
            let record = calling.record();
            let (kind, text) = match record.solved {
                Some(true) => (NoticeKind::Success, t::call_done_solved()),
                _ if is_agreed(record) => (NoticeKind::Info, t::call_done_agreed()),
                _ => (NoticeKind::Warning, t::call_done_open()),
            };
            view! { <Notice kind><p>{text}</p></Notice> }
        })
    };
    let (urgent, write) = telephone.text(Text::Urgent);
    view! {
        <Page title=t::call_after() class="page--narrow">
            {telephone.notice()}
            {standing}
            {was_reached.then(|| talk::before_hanging_up(telephone, t::call_known()))}
            {ways_on(on)}
            <section class="stack">
                <h2>{t::call_summary()}</h2>
                {shown}
                {at_portal(on)}
            </section>
            <section class="stack">
                <h2>{t::call_repeat()}</h2>
                <p>{t::call_repeat_text()}</p>
                <crate::ui::TextField id="urgent" label=t::call_urgent() hint=t::call_urgent_hint() optional_mark=t::form_optional() value=urgent on_input=write />
                {kept(telephone)}
                <p class="actions">
                    <Button label=t::call_repeat_same() on_click=is_same(true) />
                    <Button label=t::call_repeat_other() kind=ButtonKind::Quiet on_click=is_same(false) />
                </p>
            </section>
        </Page>
    }
}

/// Where it leads when it is not solved, the best first.
fn ways_on(on: OnTheLine) -> AnyView {
    let telephone = on.telephone;
    let context = telephone.context;
    let desk = context.desk();
    // What is typed changes nothing of it, but for whether there is a ticket.
    let leads =
        Memo::new(move |_| telephone.with(|calling| leads(calling.record()).into_iter().map(|lead| lead as u8).collect::<Vec<u8>>()));
    let content = move || {
        leads.with(|_| ());
        let record = telephone.copy();
        let mut has_service = false;
        let buttons: Vec<AnyView> = domain::call::leads(record.record())
            .into_iter()
            .filter_map(|lead| match lead {
                Lead::TheTicket => {
                    let number = record.text(Text::TicketNumber).trim().to_owned();
                    let is_open = context.account().is_some() || secrets::of(Contact::Ticket, &number).is_some();
                    let href = match (is_open, desk.can(Capability::GuestTickets)) {
                        (true, _) => Some(Route::ticket(&number).href()),
                        (false, true) => Some(Route::Find.href()),
                        (false, false) => None,
                    };
                    href.filter(|_| desk.can(Capability::Tickets))
                        .map(|href| view! { <LinkButton label=t::call_the_ticket() href kind=ButtonKind::Primary /> })
                }
                Lead::NewTicket => desk.can(Capability::Tickets).then(|| carry::to_ticket(on)),
                Lead::Callback => {
                    desk.can(Capability::Callbacks).then(|| view! { <LinkButton label=t::callback_ask() href=on.callback_href() /> })
                }
                Lead::Operator => desk
                    .can(Capability::Conversations)
                    .then(|| view! { <LinkButton label=t::call_to_operator() href=Route::Operator.href() /> }),
                Lead::TechnicalService => {
                    has_service = desk.channel(ChannelKind::TechnicalService).is_some();
                    None
                }
                Lead::Again => None,
            })
            .collect();
        let service = has_service.then(|| {
            view! { <h3>{t::call_service()}</h3>{ways(&desk, |kind| kind == ChannelKind::TechnicalService)} }
        });
        let others = view! {
            <h3>{t::home_ways()}</h3>
            {ways(&desk, |kind| matches!(kind, ChannelKind::Email | ChannelKind::Assistant | ChannelKind::SocialNetwork))}
        };
        (!buttons.is_empty() || has_service).then(|| {
            view! { <section class="stack"><h2>{t::call_next_steps()}</h2><p class="actions">{buttons}</p>{service}{others}</section> }
        })
    };
    content.into_child()
}

/// Whether the portal has the record.
fn at_portal(on: OnTheLine) -> AnyView {
    let telephone = on.telephone;
    let context = telephone.context;
    if !context.desk().can(Capability::Calls) {
        return ().into_child();
    }
    let content = move || {
        context.outbox.count();
        let number = telephone.with(|calling| report::number_of(&calling.key));
        if number.is_empty() { t::call_not_told() } else { t::call_told_as(&number) }
    };
    view! { <p class="small muted">{content}</p> }
}
