//! A hundred thousand ways to change what Zoom signed. None is accepted.

use crate::fixture::{PREVIOUS_SECRET, SECRET, at, folder, gateway};
use domain::{
    entropy::{Entropy, TestEntropy, random},
    ports::{SignedRequest, ZoomGateway},
};
use integrations::zoom::ZoomApp;
use simulators::zoom::WebhookSecret;
use std::fs;

const NOW: i64 = 1_796_203_868;
const MUTATIONS: usize = 100_000;

#[derive(Clone, PartialEq)]
struct Delivery {
    timestamp: Vec<u8>,
    signature: Vec<u8>,
    body: Vec<u8>,
}

impl Delivery {
    /// A header that is no text never reaches the gateway.
    fn is_accepted(&self, gateway: &ZoomApp) -> bool {
        let (Ok(timestamp), Ok(signature)) =
            (str::from_utf8(&self.timestamp), str::from_utf8(&self.signature))
        else {
            return false;
        };
        gateway.verify(SignedRequest { timestamp, signature, body: &self.body }, at(NOW)).is_ok()
    }

    fn part(&mut self, number: usize) -> &mut Vec<u8> {
        match number % 3 {
            0 => &mut self.timestamp,
            1 => &mut self.signature,
            _ => &mut self.body,
        }
    }
}

/// Every fixture, compact as Zoom sends it and as it was written down, a few seconds apart, under both secrets.
fn originals() -> Vec<Delivery> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let bodies =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "json")).flat_map(|path| {
            let pretty = fs::read(path).unwrap();
            let value: serde_json::Value = serde_json::from_slice(&pretty).unwrap();
            [value.to_string().into_bytes(), pretty]
        });
    bodies
        .enumerate()
        .map(|(n, body)| {
            let timestamp = (NOW + i64::try_from(n).unwrap() - 20).to_string();
            let secret = WebhookSecret::new(if n % 5 == 4 { PREVIOUS_SECRET } else { SECRET });
            let signature = secret.sign(&timestamp, &body).into_bytes();
            Delivery { timestamp: timestamp.into_bytes(), signature, body }
        })
        .collect()
}

struct Dice(TestEntropy);

impl Dice {
    fn roll(&self, sides: usize) -> usize {
        let number = u64::from_le_bytes(random(&self.0 as &dyn Entropy));
        usize::try_from(number % u64::try_from(sides.max(1)).unwrap()).unwrap()
    }
}

/// One change of bits or of structure.
fn mutated(original: &Delivery, other: &Delivery, dice: &Dice) -> Delivery {
    let (mut changed, part) = (original.clone(), dice.roll(3));
    let kind = dice.roll(12);
    let bytes = changed.part(part);
    let (length, place) = (bytes.len(), dice.roll(bytes.len()));
    match kind {
        0..=3 => bytes[place] ^= 1 << dice.roll(8),
        4 => bytes.truncate(place),
        5 => drop(bytes.drain(..=place)),
        6 => drop(bytes.remove(place)),
        7 => bytes.extend_from_within(place..),
        8 => bytes.swap(place, dice.roll(length)),
        9 => {
            let blank = *b" \t\n\r\0".get(dice.roll(5)).unwrap();
            let place = *[0, place, length].get(dice.roll(3)).unwrap();
            bytes.insert(place, blank);
        }
        10 => match dice.roll(4) {
            0 => bytes.make_ascii_uppercase(),
            1 => bytes.make_ascii_lowercase(),
            2 => bytes.reverse(),
            _ => bytes.clear(),
        },
        _ => splice(&mut changed, other, dice),
    }
    changed
}

/// Takes something of another valid delivery.
fn splice(changed: &mut Delivery, other: &Delivery, dice: &Dice) {
    match dice.roll(5) {
        0 => changed.timestamp.clone_from(&other.timestamp),
        1 => changed.signature.clone_from(&other.signature),
        2 => changed.body.clone_from(&other.body),
        3 => {
            let cut = dice.roll(changed.body.len());
            changed.body.truncate(cut);
            changed.body.extend_from_slice(&other.body[dice.roll(other.body.len())..]);
        }
        // What was signed stays the same string of bytes; only the border between time and body moves.
        _ => {
            let colon = changed.body.iter().position(|byte| *byte == b':').unwrap();
            let rest = changed.body.split_off(colon + 1);
            changed.body.pop();
            changed.timestamp.push(b':');
            changed.timestamp.append(&mut changed.body);
            changed.body = rest;
        }
    }
}

#[test]
fn no_mutation_of_a_signed_delivery_is_accepted() {
    let (gateway, originals, dice) = (gateway(), originals(), Dice(TestEntropy::seeded(7)));
    assert!(originals.len() > 40);
    assert!(originals.iter().all(|original| original.is_accepted(gateway)));
    let mut tried = 0;
    while tried < MUTATIONS {
        let (original, other) = (&originals[tried % originals.len()], &originals[dice.roll(originals.len())]);
        let changed = mutated(original, other, &dice);
        // Swapping equal bytes, or taking what was the same, changes nothing.
        if originals.contains(&changed) {
            continue;
        }
        tried += 1;
        assert!(
            !changed.is_accepted(gateway),
            "accepted: {:?} {:?} {:?}",
            String::from_utf8_lossy(&changed.timestamp),
            String::from_utf8_lossy(&changed.signature),
            String::from_utf8_lossy(&changed.body)
        );
    }
    assert!(originals.iter().all(|original| original.is_accepted(gateway)));
}

#[test]
fn another_secret_signs_nothing() {
    let gateway = gateway();
    for original in originals() {
        for secret in
            ["", " ", "fixture-webhook-secret-NOT-REAl", "fixture-webhook-secret-NOT-REAL ", "another secret"]
        {
            let timestamp = str::from_utf8(&original.timestamp).unwrap();
            let signature = WebhookSecret::new(secret).sign(timestamp, &original.body).into_bytes();
            assert!(!Delivery { signature, ..original.clone() }.is_accepted(gateway), "{secret:?}");
        }
    }
}
