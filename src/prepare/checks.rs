//! What to try first: some of it runs here and now, the rest is for the visitor to do.

use super::{At, SOLVED};
use crate::browser::{agent, page, storage::Area};
use crate::context::Context;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::page::Page;
use crate::ui::{Button, ButtonKind, LinkButton, Shape, State};
use contract::{Check, CheckKind};
use core::time::Duration;
use domain::prepare::{Verdict, judge_clock, judge_delay};
use leptos::prelude::*;

#[component]
pub(super) fn Checks(at: At) -> AnyView {
    let context = at.preparing.context;
    // Whether an account is active is only to be told of somebody who is signed in.
    let is_for_us = |check: &&Check| check.kind != CheckKind::Account || untrack(|| context.account()).is_some();
    let mut checks: Vec<&Check> = at.category.checks.iter().filter(is_for_us).collect();
    // Those that take a moment stand last: what they have to say moves nothing that is being read.
    checks.sort_by_key(|check| matches!(check.kind, CheckKind::Portal | CheckKind::Clock));
    let checks: Vec<AnyView> = checks.into_iter().map(|check| one(&at, check)).collect();
    let next = {
        let at = at.clone();
        Signal::derive(move || at.next())
    };
    view! {
        <Page title=t::checks_title() class="page--narrow">
            {at.head()}
            <p class="page__lead">{t::checks_lead()}</p>
            <ul class="group rows checks">{checks}</ul>
            <p class="actions">
                {move || view! { <LinkButton label=t::checks_next() href=next.get() kind=ButtonKind::Primary /> }}
                <LinkButton label=t::solved_yes() href=at.href(SOLVED) />
            </p>
        </Page>
    }
}

fn one(at: &At, check: &Check) -> AnyView {
    let preparing = at.preparing;
    let set = {
        let code = check.code.clone();
        Callback::new(move |verdict: Verdict| preparing.change(|answers| answers.checks.insert(code.clone(), verdict.as_text())))
    };
    let verdict = {
        let code = check.code.clone();
        Memo::new(move |_| preparing.with(|answers| answers.checks.get(&code).and_then(|text| Verdict::read(text))))
    };
    let kind = check.kind;
    if kind != CheckKind::Guided {
        run(preparing.context, kind, set);
    }
    let steps = check.steps.clone();
    let advice = move || {
        // Advice is for what is not well; what is to be done by hand is said until it is done.
        let is_needed = match verdict.get() {
            None => kind == CheckKind::Guided,
            Some(verdict) => matches!(verdict, Verdict::Poor(_) | Verdict::Bad),
        };
        is_needed.then(|| {
            let steps: Vec<AnyView> = steps.iter().map(|step| view! { <li>{step.clone()}</li> }).collect();
            view! { <ol class="list">{steps}</ol> }
        })
    };
    let state = move || match (verdict.get(), kind) {
        (None, CheckKind::Guided) => ().into_child(),
        (None, _) => view! { <p class="muted">{t::checks_running()}</p> },
        (Some(verdict), kind) => {
            let (text, shape) = in_words(kind, verdict);
            view! { <p role="status"><State text shape /></p> }
        }
    };
    let heading = ["check-", &check.code].concat();
    let of_done = heading.clone();
    // The button goes with the press: the focus stays with the check.
    let done = Callback::new(move |()| {
        set.run(Verdict::Done);
        page::focus(&of_done);
    });
    let again = Callback::new(move |()| run(preparing.context, kind, set));
    let action = move || {
        let (label, press) = match (verdict.get(), kind) {
            (None, CheckKind::Guided) => (t::checks_done(), done),
            (Some(Verdict::Poor(_) | Verdict::Bad), _) => (t::checks_again(), again),
            _ => return None,
        };
        Some(view! { <p><Button label on_click=Some(press) /></p> })
    };
    let name = check.name.clone();
    view! { <li class="check"><h2 class="check__name" id=heading tabindex="-1">{name}</h2>{state}{advice}{action}</li> }
}

fn run(context: Context, kind: CheckKind, set: Callback<Verdict>) {
    let yes_no = |good| if good { Verdict::Good } else { Verdict::Bad };
    let verdict = match kind {
        CheckKind::Connection => yes_no(page::is_online()),
        CheckKind::Storage => yes_no(agent::keeps_cookies() && Area::Device.lasts()),
        CheckKind::Browser => yes_no(agent::is_recent()),
        CheckKind::Account => yes_no(untrack(|| context.account()).is_some_and(|account| account.active)),
        CheckKind::Guided => return,
        CheckKind::Portal | CheckKind::Clock => {
            leptos::task::spawn_local(async move {
                let answer = context.client().ping().await;
                let verdict = if kind == CheckKind::Portal {
                    judge_delay(answer.as_ref().map(|(delay, _)| *delay))
                } else {
                    match answer {
                        Some((delay, now)) => {
                            let on_the_way = Duration::from_millis(u64::try_from(delay.as_millis() / 2).unwrap_or(0)).as_secs();
                            let ahead = crate::browser::intl::device_now().signed_duration_since(now).num_seconds();
                            judge_clock(ahead.saturating_sub_unsigned(on_the_way))
                        }
                        None => return,
                    }
                };
                set.try_run(verdict);
            });
            return;
        }
    };
    set.run(verdict);
}

/// What came of a check; also on the sheet.
pub(super) fn in_words(kind: CheckKind, verdict: Verdict) -> (String, Shape) {
    match verdict {
        Verdict::Good => (good(kind), Shape::Open),
        Verdict::Done => (t::checks_no_help(), Shape::Unknown),
        Verdict::Bad => (bad(kind), Shape::Closed),
        Verdict::Poor(amount) => {
            let size = u32::try_from(amount.unsigned_abs()).unwrap_or(u32::MAX);
            let text = match kind {
                CheckKind::Clock if amount > 0 => t::checks_clock_ahead(&span(size)),
                CheckKind::Clock => t::checks_clock_behind(&span(size)),
                _ => t::checks_slow(&[&(size / 1000).to_string(), t::files_point().as_str(), &(size % 1000 / 100).to_string()].concat()),
            };
            (text, Shape::Soon)
        }
    }
}

fn good(kind: CheckKind) -> String {
    match kind {
        CheckKind::Connection => t::checks_connection_good(),
        CheckKind::Portal => t::checks_portal_good(),
        CheckKind::Storage => t::checks_storage_good(),
        CheckKind::Browser => t::checks_browser_good(),
        CheckKind::Account => t::checks_account_good(),
        _ => t::checks_good(),
    }
}

fn bad(kind: CheckKind) -> String {
    match kind {
        CheckKind::Connection => t::checks_connection_bad(),
        CheckKind::Portal => t::checks_portal_bad(),
        CheckKind::Storage => t::checks_storage_bad(),
        CheckKind::Browser => t::checks_browser_bad(),
        CheckKind::Account => t::account_inactive(),
        _ => t::checks_bad(),
    }
}

/// So many seconds, as minutes; hours where there are many.
fn span(seconds: u32) -> String {
    match seconds.div_ceil(60) {
        minutes @ 0..120 => t::span_minutes(minutes),
        minutes => t::span_hours(minutes / 60),
    }
}
