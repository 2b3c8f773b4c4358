//! Made-up reports of any length, in each gateway's own format: every tenth row is a refund, and the sums that the
//! gateway would tell are told. A report that lies tells one minor unit too much, or, where its format tells no sum,
//! holds one row that contradicts itself.

use std::io::{self, Write};

/// A kind of report and how it is made.
pub struct Made {
    /// Gateway.
    pub gateway: &'static str,
    /// Kind, as the adapter calls it.
    pub kind: &'static str,
    /// Whether its format tells sums.
    pub tells: bool,
    /// Writes one of so many rows; whether it lies.
    pub write: fn(&mut dyn Write, u64, bool) -> io::Result<()>,
}

/// Every kind of report of every gateway.
pub const ALL: &[Made] = &[
    Made { gateway: "stripe", kind: "payout_reconciliation", tells: true, write: stripe_csv },
    Made { gateway: "stripe", kind: "payout_transactions", tells: true, write: stripe_json },
    Made { gateway: "stripe", kind: "balance_transactions", tells: true, write: stripe_table },
    Made { gateway: "adyen", kind: "settlement_details", tells: true, write: adyen },
    Made { gateway: "paypal", kind: "stl", tells: true, write: paypal },
    Made { gateway: "mollie", kind: "settlement", tells: true, write: mollie_settlement },
    Made { gateway: "mollie", kind: "balance", tells: false, write: mollie_balance },
    Made { gateway: "braintree", kind: "disbursement", tells: true, write: braintree_disbursement },
    Made { gateway: "braintree", kind: "transaction_search", tells: false, write: braintree_search },
    Made { gateway: "braintree", kind: "settlement_batch_summary/EUR", tells: false, write: braintree_summary },
];

/// Rows of one payout, where a report holds several.
const PER_PAYOUT: u64 = 5_000;

/// A row, in minor units of the euro.
struct Row {
    number: u64,
    /// Effect on the balance before the fee.
    gross: i64,
    /// Paid fee.
    fee: i64,
}

impl Row {
    fn of(number: u64) -> Self {
        let part = i64::try_from(number % 8_000).unwrap_or(0);
        match number % 10 {
            9 => Self { number, gross: -(500 + part / 10), fee: 0 },
            _ => Self { number, gross: 1_000 + part, fee: 25 + part / 50 },
        }
    }

    const fn is_refund(&self) -> bool {
        self.gross < 0
    }

    const fn net(&self) -> i64 {
        self.gross - self.fee
    }

    /// Our reference, as Crockford's letters count.
    fn ours(&self, kind: &str) -> String {
        format!("{kind}_01jd{:022}", self.number)
    }
}

/// A row or the payout of the rows before it.
enum Step {
    Row(Row, u64),
    Payout { number: u64, net: i64 },
}

/// So many rows, the payouts among them; a payout after each so many, and at the end.
fn steps(rows: u64, per: u64, lie: bool) -> impl Iterator<Item = Step> {
    let mut net = 0;
    (1..=rows).map(move |number| {
        let payout = 1 + (number - 1) / per;
        if number != rows && number % per != 0 {
            let row = Row::of(number);
            net += row.net();
            return Step::Row(row, payout);
        }
        let told = std::mem::take(&mut net) + i64::from(lie && number == rows);
        Step::Payout { number: payout, net: told }
    })
}

fn decimal(minor: i64) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", minor.abs() / 100, minor.abs() % 100)
}

fn stripe_csv(out: &mut dyn Write, rows: u64, lie: bool) -> io::Result<()> {
    let columns = "automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,created_utc,currency,gross,fee,\
        net,reporting_category,source_id,description,charge_id,payment_intent_id,refund_id,payment_method_type,card_brand,\
        payment_metadata[recoup],refund_metadata[recoup]";
    writeln!(out, "{columns}")?;
    let at = "2026-11-20 10:00:00";
    for step in steps(rows, PER_PAYOUT, lie) {
        match step {
            Step::Row(row, payout) => {
                let n = row.number;
                let (word, source, ours, of_refund) = match row.is_refund() {
                    true => ("refund", format!("re_{n}"), String::new(), row.ours("rfd")),
                    false => ("charge", format!("ch_{n}"), row.ours("pay"), String::new()),
                };
                let refund = if row.is_refund() { &source } else { "" };
                let (gross, fee, net) = (decimal(row.gross), decimal(row.fee), decimal(row.net()));
                writeln!(
                    out,
                    "po_{payout},{at},txn_{n},{at},eur,{gross},{fee},{net},{word},{source},\"Order {n}, web\",ch_{n},\
                    pi_{n},{refund},card,visa,{ours},{of_refund}"
                )?;
            }
            Step::Payout { number, net } => {
                let net = decimal(-net);
                writeln!(
                    out,
                    "po_{number},{at},txn_po_{number},{at},eur,{net},0.00,{net},payout,po_{number},STRIPE PAYOUT,,,,,,,"
                )?;
            }
        }
    }
    Ok(())
}

fn stripe_json(out: &mut dyn Write, rows: u64, lie: bool) -> io::Result<()> {
    const PAGE: u64 = 100;
    // The listing is of one payout.
    for (at, step) in steps(rows, rows, lie).enumerate() {
        let at = u64::try_from(at).unwrap_or(0);
        let (id, word, gross, fee, source) = match step {
            Step::Row(row, _) => {
                let (n, is_refund) = (row.number, row.is_refund());
                let (word, id, ours) = if is_refund { ("refund", "re", "rfd") } else { ("charge", "ch", "pay") };
                let source = format!(
                    "{{\"id\":\"{id}_{n}\",\"object\":\"{word}\",\"amount\":{},\"charge\":\"ch_{n}\",\
                    \"payment_intent\":\"pi_{n}\",\"metadata\":{{\"recoup\":\"{}\"}}}}",
                    row.gross.abs(),
                    row.ours(ours)
                );
                (format!("txn_{n}"), word, row.gross, row.fee, source)
            }
            Step::Payout { net, .. } => ("txn_po".to_owned(), "payout", -net, 0, "\"po_1\"".to_owned()),
        };
        let begin = if at.is_multiple_of(PAGE) { "{\"object\":\"list\",\"data\":[\n" } else { ",\n" };
        write!(
            out,
            "{begin}{{\"id\":\"{id}\",\"object\":\"balance_transaction\",\"amount\":{gross},\"available_on\":1795000000,\
            \"created\":1794900000,\"currency\":\"eur\",\"description\":\"Order, web\",\"exchange_rate\":null,\
            \"fee\":{fee},\"fee_details\":[{{\"amount\":{fee},\"currency\":\"eur\",\"type\":\"stripe_fee\"}}],\
            \"net\":{},\"reporting_category\":\"{word}\",\"source\":{source},\"status\":\"available\",\
            \"type\":\"{word}\"}}",
            gross - fee
        )?;
        if at + 1 == rows || (at + 1).is_multiple_of(PAGE) {
            let more = at + 1 != rows;
            writeln!(out, "],\"has_more\":{more},\"url\":\"/v1/balance_transactions\"}}")?;
        }
    }
    Ok(())
}

fn stripe_table(out: &mut dyn Write, rows: u64, lie: bool) -> io::Result<()> {
    writeln!(
        out,
        "id,amount,available_on,created,currency,description,exchange_rate,fee,net,source,status,type,payout_id"
    )?;
    let at = "2026-11-20 10:00:00";
    for step in steps(rows, PER_PAYOUT, lie) {
        let (id, gross, fee, source, word, payout) = match step {
            Step::Row(row, payout) if row.is_refund() => {
                (format!("txn_{}", row.number), row.gross, row.fee, format!("re_{}", row.number), "refund", payout)
            }
            Step::Row(row, payout) => {
                (format!("txn_{}", row.number), row.gross, row.fee, format!("ch_{}", row.number), "charge", payout)
            }
            Step::Payout { number, net } => {
                (format!("txn_po_{number}"), -net, 0, format!("po_{number}"), "payout", number)
            }
        };
        let net = gross - fee;
        writeln!(out, "{id},{gross},{at},{at},eur,Order,,{fee},{net},{source},available,{word},po_{payout}")?;
    }
    Ok(())
}

fn adyen(out: &mut dyn Write, rows: u64, lie: bool) -> io::Result<()> {
    let columns = "Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,\
        Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,\
        Net Debit (NC),Net Credit (NC),Commission (NC),Markup (NC),Scheme Fees (NC),Interchange (NC),\
        Payment Method Variant,Modification Merchant Reference,Batch Number,ARN";
    writeln!(out, "{columns}")?;
    let pair = |minor: i64| match minor {
        ..0 => format!("{},", decimal(-minor)),
        _ => format!(",{}", decimal(minor)),
    };
    let at = "2026-11-20 10:00:00,CET";
    for step in steps(rows, PER_PAYOUT, lie) {
        match step {
            Step::Row(row, batch) => {
                let (n, scheme) = (row.number, row.fee / 4);
                let (word, ours) =
                    if row.is_refund() { ("Refunded", row.ours("rfd")) } else { ("Settled", row.ours("cap")) };
                let (gross, net, of_payment) = (pair(row.gross), pair(row.net()), row.ours("pay"));
                let (markup, scheme) = (decimal(row.fee - scheme), decimal(scheme));
                writeln!(
                    out,
                    "Shop,ShopEU,PSP{n:013},{of_payment},visa,{at},{word},MOD{n:013},EUR,{gross},1,EUR,{net},,{markup},\
                    {scheme},0.00,visaclassic,{ours},{batch},"
                )?;
            }
            Step::Payout { number, net } => {
                let net = pair(-net);
                writeln!(
                    out,
                    "Shop,ShopEU,,,,{at},MerchantPayout,\"TX{number}, batch {number}\",,,,,EUR,{net},,,,,,,{number},"
                )?;
            }
        }
    }
    Ok(())
}

fn paypal(out: &mut dyn Write, rows: u64, lie: bool) -> io::Result<()> {
    let at = "2026/11/20 10:00:00 +0000";
    write!(out, "\u{feff}\"RH\",{at},\"A\",\"EZ782\",9\n\"FH\",1\n\"SH\",{at},{at},\"EZ782\",\"\"\n")?;
    let columns = r#""CH","Transaction ID","Invoice ID","PayPal Reference ID","PayPal Reference ID Type","Transaction Event Code","Transaction Initiation Date","Transaction Completion Date","Transaction Debit or Credit","Gross Transaction Amount","Gross Transaction Currency","Fee Debit or Credit","Fee Amount","Fee Currency","Custom Field","Consumer ID""#;
    writeln!(out, "{columns}")?;
    let (mut credits, mut debits, mut fees) = (0, 0, 0);
    for number in 1..=rows {
        let row = Row::of(number);
        let (code, sign, kind) = if row.is_refund() { ("T1107", "DR", "rfd") } else { ("T0006", "CR", "cap") };
        let fee = if row.fee == 0 { r#""",,"""#.to_owned() } else { format!(r#""DR",{},"EUR""#, row.fee) };
        let (size, ours) = (row.gross.abs(), row.ours(kind));
        *(if row.is_refund() { &mut debits } else { &mut credits }) += size;
        fees += row.fee;
        writeln!(
            out,
            r#""SB","T{number}","{ours}","P{number}","TXN","{code}",{at},{at},"{sign}",{size},"EUR",{fee},"","C1""#
        )?;
    }
    credits += i64::from(lie);
    for (sums, count) in [("SF", "SC"), ("RF", "RC")] {
        write!(out, "\"{sums}\",\"EUR\",{credits},{debits},0,{fees}\n\"{count}\",{rows}\n")?;
    }
    writeln!(out, "\"FF\",{rows}")
}

fn euros(minor: i64) -> String {
    format!("{{\"currency\":\"EUR\",\"value\":\"{}\"}}", decimal(minor))
}

/// Objects in pages of 250, as a list of Mollie's.
fn pages(out: &mut dyn Write, list: &str, objects: impl Iterator<Item = String>) -> io::Result<()> {
    let mut objects = objects.peekable();
    while objects.peek().is_some() {
        let page: Vec<String> = objects.by_ref().take(250).collect();
        let (count, rows) = (page.len(), page.join(",\n"));
        writeln!(out, "{{\"count\":{count},\"_embedded\":{{\"{list}\":[{rows}]}},\"_links\":{{\"self\":null}}}}")?;
    }
    Ok(())
}

fn mollie_settlement(out: &mut dyn Write, rows: u64, lie: bool) -> io::Result<()> {
    let (mut revenue, mut costs) = (i64::from(lie), 0);
    for row in (1..=rows).map(Row::of) {
        (revenue, costs) = (revenue + row.gross, costs + row.fee);
    }
    let entry = |minor: i64| {
        let amount = format!("{{\"currency\":\"EUR\",\"value\":\"{}00\"}}", decimal(minor));
        format!("[{{\"description\":\"Cards\",\"count\":{rows},\"amountNet\":{amount},\"amountGross\":{amount}}}]")
    };
    writeln!(
        out,
        "{{\"resource\":\"settlement\",\"id\":\"stl_1\",\"status\":\"paidout\",\"amount\":{},\
        \"settledAt\":\"2026-11-20T10:00:00+00:00\",\"periods\":{{\"2026\":{{\"11\":{{\"revenue\":{},\"costs\":{}}}}}}}}}",
        euros(revenue - costs),
        entry(revenue),
        entry(costs)
    )?;
    let all = || (1..=rows).map(Row::of);
    pages(out, "payments", all().filter(|row| !row.is_refund()).map(|row| moved("payment", "tr", &row, "pay")))?;
    pages(out, "refunds", all().filter(Row::is_refund).map(|row| moved("refund", "re", &row, "rfd")))
}

fn moved(resource: &str, prefix: &str, row: &Row, ours: &str) -> String {
    let (n, size, settled) = (row.number, euros(row.gross.abs()), euros(row.gross));
    format!(
        "{{\"resource\":\"{resource}\",\"id\":\"{prefix}_{n}\",\"paymentId\":\"tr_{n}\",\"mode\":\"live\",\
        \"createdAt\":\"2026-11-19T10:00:00+00:00\",\"amount\":{size},\"settlementAmount\":{settled},\
        \"settlementId\":\"stl_1\",\"description\":\"Order {n}\",\"status\":\"paid\",\"method\":\"creditcard\",\
        \"metadata\":{{\"reference\":\"{}\"}}}}",
        row.ours(ours)
    )
}

fn mollie_balance(out: &mut dyn Write, rows: u64, lie: bool) -> io::Result<()> {
    let objects = (1..=rows).map(Row::of).map(|row| {
        let (n, word) = (row.number, if row.is_refund() { "refund" } else { "payment" });
        let (initial, deducted) = (euros(row.gross), euros(-row.fee));
        let result = euros(row.net() + i64::from(lie && n == rows));
        format!(
            "{{\"resource\":\"balance-transaction\",\"id\":\"baltr_{n}\",\"type\":\"{word}\",\"resultAmount\":{result},\
            \"initialAmount\":{initial},\"deductions\":{deducted},\"createdAt\":\"2026-11-19T10:00:00+00:00\",\
            \"context\":{{\"paymentId\":\"tr_{n}\"}}}}"
        )
    });
    pages(out, "balance_transactions", objects)
}

fn transaction(row: &Row) -> String {
    let (n, size) = (row.number, decimal(row.gross.abs()));
    let (kind, ours) = if row.is_refund() { ("credit", row.ours("rfd")) } else { ("sale", row.ours("cap")) };
    let settled = decimal(row.net().abs());
    format!(
        "<transaction><id>t{n}</id><status>settled</status><type>{kind}</type><currency-iso-code>EUR</currency-iso-code>\
        <amount>{size}</amount><merchant-account-id>shop_eu</merchant-account-id><order-id>{ours}</order-id>\
        <created-at type=\"datetime\">2026-11-19T10:00:00Z</created-at>\
        <updated-at type=\"datetime\">2026-11-20T10:00:00Z</updated-at>\
        <credit-card><bin>411111</bin><last-4>1111</last-4><card-type>Visa</card-type></credit-card>\
        <disbursement-details><disbursement-date type=\"date\">2026-11-20</disbursement-date>\
        <settlement-amount>{settled}</settlement-amount>\
        <settlement-currency-iso-code>EUR</settlement-currency-iso-code>\
        <success type=\"boolean\">true</success></disbursement-details></transaction>"
    )
}

fn braintree_disbursement(out: &mut dyn Write, rows: u64, lie: bool) -> io::Result<()> {
    let sum: i64 = (1..=rows).map(|number| Row::of(number).net()).sum();
    writeln!(
        out,
        "<report><disbursement><id>d1</id><success type=\"boolean\">true</success><merchant-account><id>shop_eu</id>\
        <currency-iso-code>EUR</currency-iso-code></merchant-account><amount>{}</amount>\
        <disbursement-date type=\"date\">2026-11-20</disbursement-date></disbursement>",
        decimal(sum + i64::from(lie))
    )?;
    for number in 1..=rows {
        writeln!(out, "{}", transaction(&Row::of(number)))?;
    }
    writeln!(out, "</report>")
}

fn braintree_search(out: &mut dyn Write, rows: u64, lie: bool) -> io::Result<()> {
    let told = rows + u64::from(lie);
    writeln!(out, "<credit-card-transactions><total-items type=\"integer\">{told}</total-items>")?;
    for number in 1..=rows {
        writeln!(out, "{}", transaction(&Row::of(number)))?;
    }
    writeln!(out, "</credit-card-transactions>")
}

fn braintree_summary(out: &mut dyn Write, rows: u64, lie: bool) -> io::Result<()> {
    writeln!(out, "<settlement-batch-summary><records type=\"array\">")?;
    for row in (1..=rows).map(Row::of) {
        let kind = match row.is_refund() {
            _ if lie && row.number == rows => "gift",
            true => "credit",
            false => "sale",
        };
        writeln!(
            out,
            "<record><card-type>Visa</card-type><count>1</count><merchant-account-id>shop_eu</merchant-account-id>\
            <kind>{kind}</kind><amount-settled>{}</amount-settled></record>",
            decimal(row.gross.abs())
        )?;
    }
    writeln!(out, "</records></settlement-batch-summary>")
}
