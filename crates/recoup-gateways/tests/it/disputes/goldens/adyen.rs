//! Calls about disputes at Adyen.

use recoup_gateways::dispute::Proof;

use super::super::rig::accept;
use super::{Cases, evidence, file, list, read, text};

#[test]
fn calls_and_replies() {
    let mut cases = Cases::of("adyen");
    let pieces = vec![file(Proof::Statement, "application/pdf"), file(Proof::Receipt, "image/jpeg")];
    let (staged, sent) =
        (evidence("DZ4DPSHB4WD2WN82", false, pieces.clone()), evidence("DZ4DPSHB4WD2WN82", true, pieces));
    cases.plan("list", &list(""));
    cases.plan("read", &read("DZ4DPSHB4WD2WN82", ""));
    cases.plan("evidence: which defenses apply", &sent);
    cases.plan("evidence, as text", &evidence("DZ4DPSHB4WD2WN82", true, vec![text(Proof::Statement, "x")]));
    cases.plan("accept", &accept("DZ4DPSHB4WD2WN82", "dsp_1-accept"));
    cases.plan("accept, without a key", &accept("DZ4DPSHB4WD2WN82", ""));
    cases.common("DZ4DPSHB4WD2WN82", file(Proof::Statement, "application/pdf"));
    let reasons = |list: &str| format!(r#"{{"defenseReasons":[{list}],"disputeServiceResult":{{"success":true}}}}"#);
    let kind = |code: &str, level: &str| {
        format!(r#"{{"available":false,"defenseDocumentTypeCode":"{code}","requirementLevel":"{level}"}}"#)
    };
    let reason = |code: &str, kinds: &[String]| {
        format!(r#"{{"defenseReasonCode":"{code}","defenseDocumentTypes":[{}],"satisfied":false}}"#, kinds.join(","))
    };
    let invoice = kind("TIDorInvoice", "Optional");
    let returned = reason("GoodsNotReturned", &[invoice.clone(), kind("GoodsNotReturned", "Required")]);
    let material = reason("SupplyDefenseMaterial", &[invoice, kind("DefenseMaterial", "Required")]);
    cases.reply("defenses", (&sent, 0, &[]), (200, &reasons(&format!("{returned},{material}"))));
    cases.reply("none that fits", (&sent, 0, &[]), (200, &reasons(&returned)));
    cases.reply("none", (&sent, 0, &[]), (200, &reasons("")));
    let done = r#"{"disputeServiceResult":{"success":true}}"#;
    cases.reply("the documents are there: defend", (&sent, 1, &["SupplyDefenseMaterial"]), (200, done));
    cases.reply("the documents are there, staged", (&staged, 1, &["SupplyDefenseMaterial"]), (200, done));
    cases.reply("defended", (&sent, 2, &["SupplyDefenseMaterial"]), (200, done));
    let failed = r#"{"disputeServiceResult":{"success":false,"errorMessage":"the dispute is UnderReview"}}"#;
    cases.reply("not defended", (&sent, 2, &["SupplyDefenseMaterial"]), (200, failed));
    cases.reply("nothing said", (&sent, 2, &["SupplyDefenseMaterial"]), (200, "{}"));
    cases.reply("500", (&sent, 2, &["SupplyDefenseMaterial"]), (500, r#"{"status":500,"errorCode":"903"}"#));
    let invalid = r#"{"status":422,"errorCode":"901","message":"Invalid Merchant Account","errorType":"security"}"#;
    cases.reply("a setting", (&sent, 2, &["SupplyDefenseMaterial"]), (422, invalid));
    let wrong = r#"{"status":422,"errorCode":"130","message":"Required field is missing","errorType":"validation"}"#;
    cases.reply("a wrong request", (&sent, 2, &["SupplyDefenseMaterial"]), (422, wrong));
    cases.reply("accepted", (&accept("DZ4DPSHB4WD2WN82", "dsp_1-accept"), 0, &[]), (200, done));
    cases.reply("not accepted", (&accept("DZ4DPSHB4WD2WN82", "dsp_1-accept"), 0, &[]), (200, failed));
    cases.reply("no role", (&accept("DZ4DPSHB4WD2WN82", "dsp_1-accept"), 0, &[]), (403, ""));
    cases.book.close();
}
