//! What to leave out when a sheet is too long to be carried.

use super::answers::Answers;
use super::code;
use super::pack::pack;
use super::sheet::rows;
use contract::{Category, ChecklistPart, Members};

/// The longest text at each stage, in characters.
const STAGES: [usize; 4] = [600, 300, 150, 80];
const CUT: char = '…';

/// The same answers with the next least important thing left out: first what is of no use on this category's sheet, then the checks,
/// device and browser, the ends of long texts, and what is optional about the case, the last first. `None`: there is nothing left to
/// leave out.
pub fn shorter(answers: &Answers, category: &Category) -> Option<Answers> {
    let mut less = answers.clone();
    let shown = rows(answers, category);
    less.values = shown.iter().map(|row| (row.item.code.clone(), row.values.clone())).collect();
    // Another order, or a space for a tab, is nothing less.
    if pack(&less).len() < pack(answers).len() {
        return Some(less);
    }
    if !less.checks.is_empty() {
        less.checks = Members::default();
        return Some(less);
    }
    for code in [code::BROWSER, code::DEVICE] {
        if less.values.remove(code).is_some() {
            return Some(less);
        }
    }
    let is_optional =
        |part: ChecklistPart, code: &str| part == ChecklistPart::Description && code != code::SUBJECT && code != code::DESCRIPTION;
    for stage in STAGES {
        if cut(&mut less, stage) {
            return Some(less);
        }
        if stage == 300
            && let Some(row) = shown.iter().rev().find(|row| !row.item.required && is_optional(row.part, &row.item.code))
        {
            less.values.remove(&row.item.code);
            return Some(less);
        }
    }
    None
}

/// Cuts the texts that are longer; `false` when none is.
fn cut(answers: &mut Answers, longest: usize) -> bool {
    let mut all = Members::default();
    let mut is_cut = false;
    for (code, values) in answers.values.iter() {
        let short = |value: &String| match value.char_indices().nth(longest) {
            Some((end, _)) => {
                let kept = value.get(..end).unwrap_or_default();
                // Without the mark of an earlier cut.
                let mut kept = kept.trim_end().trim_end_matches(CUT).to_owned();
                kept.push(CUT);
                // The mark itself takes room.
                if kept.len() < value.len() { kept } else { value.clone() }
            }
            None => value.clone(),
        };
        let shortened: Vec<String> = values.iter().map(short).collect();
        is_cut |= shortened != *values;
        all.insert(code.to_owned(), shortened);
    }
    if is_cut {
        answers.values = all;
    }
    is_cut
}
