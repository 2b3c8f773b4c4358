//! What is known not to hold yet, story by story, with the reason. A story that passes must leave this list.

use recoup_sandbox::FaceKind;

/// Face, story, and why it does not hold.
const OPEN: &[(FaceKind, &str, &str)] = &[
    (
        FaceKind::PayPal,
        "other currencies and their steps",
        "an order in a currency that is not taken there (KWD) stays unknown instead of declined",
    ),
    (
        FaceKind::PayPal,
        "the customer has to act",
        "an order whose check the customer failed shows no authorization, and stays in question",
    ),
    (
        FaceKind::Adyen,
        "a part captured, the rest released",
        "whoever cannot be asked any more is told beside what failed, and the story wants one word",
    ),
    (
        FaceKind::Adyen,
        "no webhook ever",
        "people are told in other words than the story wants since asking ends with the key",
    ),
    (
        FaceKind::Adyen,
        "not done, and no answer for longer than the key lives",
        "`verify` still wants an effect of what is asked about no more",
    ),
    (FaceKind::Mollie, "declines", "a hint about a declined payment is refused each time: its name is not kept"),
    (
        FaceKind::Mollie,
        "the customer has to act",
        "a hint about a payment that failed is refused: its name is not kept",
    ),
    (
        FaceKind::Native,
        "a refund that was made elsewhere",
        "each of its events is parked, and the story wants the first only",
    ),
];

/// Why a story is known not to hold with a face; nothing where it must hold.
pub fn why(face: FaceKind, story: &str) -> Option<&'static str> {
    OPEN.iter().find(|(of, name, _)| *of == face && *name == story).map(|(_, _, why)| *why)
}
