//! How long somebody waits in a queue.

/// Seconds until somebody who is free looks up and takes the next one.
pub const SOON: u32 = 15;

/// How long a contact usually takes: the middle one of the last ones, so that a single long one counts no more than any other.
/// `None`: nothing is known.
pub fn usual_time(last: &[u32]) -> Option<u32> {
    let mut sorted = last.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied()
}

/// Seconds until the turn of the one at `position`, the next one being 1.
///
/// `places` is how many contacts the operators at work can have at once, `free` how many of these places are empty, `usual` how
/// long a contact usually takes. Who finds an empty place waits for [`SOON`]. The others wait for a place to be left: with all of
/// them taken at no known times, one is left every `usual / places` seconds, and the n-th in the queue waits for the n-th of
/// these.
///
/// `None` is "not known": nobody is at work, or it is not known how long contacts take. Never 0.
pub fn estimated_wait(position: u32, places: u32, free: u32, usual: Option<u32>) -> Option<u32> {
    if places == 0 {
        return None;
    }
    let releases = position.saturating_sub(free);
    if releases == 0 {
        return Some(SOON);
    }
    let total = u64::from(releases).saturating_mul(u64::from(usual?));
    let wait = total.div_ceil(u64::from(places));
    Some(u32::try_from(wait).unwrap_or(u32::MAX).max(SOON))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_usual_time_is_the_middle_one() {
        assert_eq!(usual_time(&[]), None);
        assert_eq!(usual_time(&[7]), Some(7));
        assert_eq!(usual_time(&[300, 60, 100_000]), Some(300));
        assert_eq!(usual_time(&[4, 1, 3, 2]), Some(3));
    }

    #[test]
    fn places_are_left_one_after_another() {
        let wait = |position, places, free| estimated_wait(position, places, free, Some(240));
        assert_eq!(wait(1, 1, 0), Some(240));
        assert_eq!(wait(3, 1, 0), Some(720));
        assert_eq!(wait(1, 2, 0), Some(120));
        assert_eq!(wait(5, 2, 0), Some(600));
        assert_eq!(wait(1, 7, 0), Some(35), "rounded up");
        assert_eq!(wait(3, 2, 1), Some(240), "the first one finds a free place");
        assert_eq!(wait(1, 100, 0), Some(SOON));
    }

    #[test]
    fn what_is_not_known_is_not_said() {
        assert_eq!(estimated_wait(1, 0, 0, Some(240)), None);
        assert_eq!(estimated_wait(2, 1, 1, None), None);
        assert_eq!(estimated_wait(1, 1, 1, None), Some(SOON), "a free place needs no experience");
    }

    proptest! {
        #[test]
        fn it_is_never_nothing_and_never_shorter_further_back(position in 1_u32.., places: u32, free: u32, usual: Option<u32>) {
            if let Some(wait) = estimated_wait(position, places, free, usual) {
                prop_assert!(wait > 0);
                if let Some(behind) = estimated_wait(position.saturating_add(1), places, free, usual) {
                    prop_assert!(behind >= wait);
                }
            }
        }

        #[test]
        fn the_usual_time_is_one_of_them_and_their_order_is_nothing(mut last in prop::collection::vec(any::<u32>(), 1..30)) {
            let usual = usual_time(&last);
            prop_assert!(last.contains(&usual.unwrap_or_default()));
            last.reverse();
            prop_assert_eq!(usual_time(&last), usual);
        }
    }
}
