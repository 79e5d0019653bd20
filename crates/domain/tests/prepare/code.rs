//! A sheet as bytes and as digits, there and back.

use crate::desk::{answers, categories, complete, demo};
use domain::prepare::{Answers, LONGEST_PACKED, from_digits, pack, rows, to_digits, unpack};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_is_packed_is_unpacked(answers in answers()) {
        let packed = pack(&answers);
        prop_assume!(packed.len() <= LONGEST_PACKED);
        prop_assert_eq!(unpack(&packed), Some(answers));
    }

    #[test]
    fn bytes_become_digits_and_bytes_again(bytes in vec(any::<u8>(), 0..200)) {
        let digits = to_digits(&bytes);
        prop_assert!(digits.bytes().all(|digit| digit.is_ascii_digit()));
        prop_assert_eq!(digits.len(), bytes.len() / 2 * 5 + bytes.len() % 2 * 3);
        prop_assert_eq!(from_digits(&digits), Some(bytes));
    }

    #[test]
    fn only_digits_that_were_written_are_read(text in "[0-9]{0,40}|[\\s\\S]{0,20}|[0-9٠-٩０-９ ]{0,20}") {
        if let Some(bytes) = from_digits(&text) {
            prop_assert_eq!(to_digits(&bytes), text);
        }
    }

    #[test]
    fn only_bytes_that_were_packed_are_unpacked(mut bytes in vec(any::<u8>(), 0..60), small in vec(0..4_u8, 0..30)) {
        for bytes in [&mut bytes, &mut { small }] {
            bytes.insert(0, 1);
            if let Some(answers) = unpack(bytes) {
                prop_assert_eq!(&pack(&answers), bytes);
            }
        }
    }

    #[test]
    fn a_sheet_that_was_damaged_is_refused_or_is_another(answers in answers(), at: Index, bit in 0..8_u32, cut: Index) {
        let packed = pack(&answers);
        prop_assert_eq!(unpack(&packed[..cut.index(packed.len())]), None);
        let mut damaged = packed.clone();
        damaged[at.index(packed.len())] ^= 1 << bit;
        if let Some(other) = unpack(&damaged) {
            prop_assert_eq!(pack(&other), damaged);
        }
        let mut longer = packed;
        longer.push(0);
        prop_assert_eq!(unpack(&longer), None);
    }

    #[test]
    fn the_sheet_is_the_same_on_the_other_device(answers in answers(), category in categories()) {
        let digits = to_digits(&compress_to_vec(&pack(&answers), 6));
        let there = unpack(&decompress_to_vec(&from_digits(&digits).unwrap()).unwrap()).unwrap();
        prop_assert_eq!(rows(&there, &category), rows(&answers, &category));
    }
}

#[test]
fn every_digit_comes_out() {
    let all: Vec<u8> = (0..=u8::MAX).flat_map(|high| [high, high.wrapping_mul(7)]).collect();
    let digits = to_digits(&all);
    assert!((b'0'..=b'9').all(|digit| digits.bytes().any(|other| other == digit)));
    assert_eq!(to_digits(&[0, 0]), "00000");
    assert_eq!(to_digits(&[0xff, 0xff, 0xff]), "65535255");
    assert_eq!(to_digits(&[]), "");
}

#[test]
fn numbers_that_no_bytes_make_are_refused() {
    for wrong in ["65536", "99999", "256", "999", "1", "12", "1234", "0000a", "00000 ", "-0001", "+0001", "٠٠٠٠٠"] {
        assert_eq!(from_digits(wrong), None, "{wrong}");
    }
}

#[test]
fn what_is_too_long_is_not_read() {
    let mut answers = Answers::default();
    answers.write("description", &"ж".repeat(LONGEST_PACKED / 2));
    assert_eq!(unpack(&pack(&answers)), None);
    answers.write("description", &"x".repeat(LONGEST_PACKED - 40));
    assert_eq!(unpack(&pack(&answers)), Some(answers));
}

#[test]
fn a_length_written_with_more_bytes_than_it_needs_is_refused() {
    assert_eq!(unpack(&[1, 0, 0, 0]), Some(Answers::default()));
    assert_eq!(unpack(&[1, 0x80, 0, 0, 0]), None);
    assert_eq!(unpack(&[1, 0, 0x80, 0x80, 0, 0]), None);
}

/// 117 modules a side take 4296 digits at the lowest level of correction.
#[test]
fn a_complete_sheet_fits_into_a_code() {
    for category in demo().categories {
        let answers = Answers { category: category.id.clone(), ..complete() };
        let digits = to_digits(&compress_to_vec(&pack(&answers), 6));
        assert!(digits.len() < 3000, "{}: {}", category.id, digits.len());
    }
}
