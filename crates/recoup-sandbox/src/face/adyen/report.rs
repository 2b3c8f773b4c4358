//! The settlement details report of a batch. Every other batch has its columns in another order and some more, blended
//! fees, and another time zone, because real ones differ so.

use jiff::Timestamp;

use super::{Adyen, error, reference_of};
use crate::bank::{Bank, Found, MoneyRow, Payout, RowKind};
use crate::face::Answer;
use crate::face::common::amount::{iso_decimals, to_text};

const COLUMNS: [&str; 24] = [
    "Company Account",
    "Merchant Account",
    "Psp Reference",
    "Merchant Reference",
    "Payment Method",
    "Creation Date",
    "TimeZone",
    "Type",
    "Modification Reference",
    "Gross Currency",
    "Gross Debit (GC)",
    "Gross Credit (GC)",
    "Exchange Rate",
    "Net Currency",
    "Net Debit (NC)",
    "Net Credit (NC)",
    "Commission (NC)",
    "Markup (NC)",
    "Scheme Fees (NC)",
    "Interchange (NC)",
    "Payment Method Variant",
    "Modification Merchant Reference",
    "Batch Number",
    "ARN",
];

/// Cells of a row by their column.
type Cells = Vec<(&'static str, String)>;

impl Adyen {
    pub(super) fn report(&mut self, bank: &Bank, account: &str, file: &str) -> Result<Answer, Answer> {
        let number = file.strip_prefix("settlement_detail_report_batch_").and_then(|rest| rest.strip_suffix(".csv"));
        let number = number.and_then(|digits| digits.parse::<u64>().ok());
        let payout = bank.payouts().iter().find(|payout| Some(payout.number) == number);
        let payout = payout.ok_or_else(|| error(404, "000", "there is no such report", "validation"))?;
        let mut rows: Vec<Cells> =
            bank.rows_of(&payout.id).into_iter().map(|row| self.row(bank, row, payout)).collect();
        let (debit, credit) = pair(-payout.net_minor, &payout.currency);
        let mut last = common("MerchantPayout", payout.created_at_us, payout);
        last.extend([("Net Debit (NC)", debit), ("Net Credit (NC)", credit)]);
        last.push(("Modification Reference", format!("TX{:012}XT batch {}, {account}", payout.number, payout.number)));
        rows.push(last);
        let turned = payout.number.is_multiple_of(2);
        let mut columns: Vec<&str> = COLUMNS.to_vec();
        if turned {
            columns.reverse();
            columns.insert(3, "Reserved9");
        }
        let mut text = columns.join(",") + "\n";
        for mut cells in rows {
            cells.extend([("Company Account", "Sandbox".to_owned()), ("Merchant Account", account.to_owned())]);
            let line: Vec<String> = columns.iter().map(|column| quoted(cell(&cells, column))).collect();
            text.push_str(&line.join(","));
            text.push('\n');
        }
        Ok(Answer::text(200, "text/csv", text))
    }

    fn row(&mut self, bank: &Bank, row: &MoneyRow, payout: &Payout) -> Cells {
        let again = |object: &str| {
            let found = bank.find_dispute(object).ok();
            found.is_some_and(|dispute| dispute.money_rows.first().is_some_and(|first| *first != row.id))
        };
        let word = match row.kind {
            RowKind::Capture => "Settled",
            RowKind::CaptureFailed => "SettledReversed",
            RowKind::Refund => "Refunded",
            RowKind::RefundReturned => "RefundedReversed",
            RowKind::DisputeWithdrawn if again(&row.object) => "SecondChargeback",
            RowKind::DisputeWithdrawn => "Chargeback",
            RowKind::DisputeReinstated => "ChargebackReversed",
            RowKind::Fee => "Fee",
            RowKind::PayoutFailed => "BankInstructionReturned",
        };
        let mut cells = common(word, row.at_us, payout);
        let (debit, credit) = pair(row.net_minor, &row.currency);
        cells.extend([("Net Debit (NC)", debit), ("Net Credit (NC)", credit)]);
        let Some(payment) = &row.authorization else { return cells };
        let (debit, credit) = pair(row.gross_minor, &row.currency);
        cells.extend([("Gross Debit (GC)", debit), ("Gross Credit (GC)", credit)]);
        cells.extend([("Gross Currency", row.currency.clone()), ("Exchange Rate", "1".to_owned())]);
        cells.extend(fees(row, payout.number.is_multiple_of(2)));
        cells.extend([("Psp Reference", self.psp(payment)), ("Modification Reference", self.psp(&row.object))]);
        cells.push(("Merchant Reference", reference_of(bank, payment)));
        let of_dispute = matches!(row.kind, RowKind::DisputeWithdrawn | RowKind::DisputeReinstated);
        if !of_dispute {
            cells.push(("Modification Merchant Reference", row.reference.clone()));
        }
        if let Some(Found::Refund(refund)) = bank.find(&row.object)
            && let Some(arn) = &refund.arn
        {
            // Somebody opened the other ones in a spreadsheet.
            let damaged = format!("{}.{}E+022", &arn[..1], &arn[1..11]);
            cells.push(("ARN", if payout.number.is_multiple_of(2) { damaged } else { arn.clone() }));
        }
        cells.extend([("Payment Method", "visa".to_owned()), ("Payment Method Variant", "visaclassic".to_owned())]);
        cells
    }
}

/// Blended or split.
fn fees(row: &MoneyRow, blended: bool) -> Cells {
    let text = |minor: i64| if minor == 0 { String::new() } else { to_text(minor, iso_decimals(&row.currency)) };
    if blended {
        return vec![("Commission (NC)", text(row.fee_minor))];
    }
    let markup = row.fee_minor / 2;
    let scheme = (row.fee_minor - markup) / 2;
    let interchange = row.fee_minor - markup - scheme;
    vec![("Markup (NC)", text(markup)), ("Scheme Fees (NC)", text(scheme)), ("Interchange (NC)", text(interchange))]
}

fn common(word: &str, at_us: i64, payout: &Payout) -> Cells {
    let summer = payout.number.is_multiple_of(2);
    let (zone, ahead_secs) = if summer { ("CEST", 7_200) } else { ("PST", -28_800) };
    let local =
        Timestamp::from_microsecond(at_us.saturating_add(ahead_secs * 1_000_000)).unwrap_or(Timestamp::UNIX_EPOCH);
    // `2026-05-20T00:06:43Z`, without what is finer than a second.
    let text =
        Timestamp::from_second(local.as_second()).unwrap_or(local).to_string().replace('T', " ").replace('Z', "");
    vec![
        ("Type", word.to_owned()),
        ("Creation Date", text),
        ("TimeZone", zone.to_owned()),
        ("Net Currency", payout.currency.clone()),
        ("Batch Number", payout.number.to_string()),
    ]
}

/// Debit and credit of an effect on the balance.
fn pair(minor: i64, currency: &str) -> (String, String) {
    let text = to_text(minor.saturating_abs(), iso_decimals(currency));
    if minor < 0 { (text, String::new()) } else { (String::new(), text) }
}

fn cell<'a>(cells: &'a Cells, column: &str) -> &'a str {
    cells.iter().find(|(name, _)| *name == column).map_or("", |(_, text)| text)
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
