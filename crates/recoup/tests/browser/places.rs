//! Every page there is to look at, in one list: axe looks at each, and some are pictured. **A new page is a line here.**
//!
//! A path may hold names of things in braces; see [`Things`].

use crate::browser::Browser;
use crate::shop::Shop;
use crate::things::Things;

/// What is done on a page before it is looked at.
pub enum Step {
    /// Fills the field of this label.
    Fill(&'static str, &'static str),
    /// Chooses in the list of this label.
    Choose(&'static str, &'static str),
    /// Ticks a choice.
    Tick(&'static str),
    /// Presses a button that leads to another page.
    Press(&'static str),
    /// Follows a link.
    Visit(&'static str),
    /// Clicks on the first thing that an XPath finds; the page stays.
    Open(&'static str),
    /// Lets minutes pass and comes back.
    Wait(i64),
}

use Step::{Choose, Fill, Open, Press, Tick, Visit, Wait};

/// A page, who looks at it (nobody, when empty), and how it comes to be.
pub struct Place {
    pub name: &'static str,
    pub who: &'static str,
    pub path: &'static str,
    pub steps: &'static [Step],
    /// Whether README and docs show it.
    pub pictured: bool,
}

const fn place(name: &'static str, who: &'static str, path: &'static str) -> Place {
    Place { name, who, path, steps: &[], pictured: false }
}

impl Place {
    const fn after(mut self, steps: &'static [Step]) -> Self {
        self.steps = steps;
        self
    }

    const fn pictured(mut self) -> Self {
        self.pictured = true;
        self
    }
}

/// Pages of a shop in which nothing has happened yet.
pub const EMPTY: &[Place] = &[
    place("sign-in", "", "/sign-in").pictured(),
    place("sign-in refused", "", "/sign-in").after(&[
        Fill("E-mail", "nobody@shop.example"),
        Fill("Password", "not the password"),
        Fill("Code", "000000"),
        Press("Sign in"),
    ]),
    place("welcome", "", "{welcome}").pictured(),
    place("welcome refused", "", "{welcome}").after(&[
        Fill("Choose a password", "short"),
        Fill("Code that the app shows", "000000"),
        Press("Set up and sign in"),
    ]),
    place("welcome gone", "", "/welcome/shop.0000"),
    place("customer's page gone", "", "/r/shop.0000"),
    place("today, nothing waits", "eve", "/"),
    place("orders, none", "ann", "/orders"),
    place("orders, none fits", "ann", "/orders?status=completed"),
    place("payments, none", "ann", "/payments"),
    place("refunds, none", "ann", "/refunds"),
    place("approvals, none open", "eve", "/approvals"),
    place("approvals, none at all", "eve", "/approvals?status=all"),
    place("exceptions, none", "fay", "/exceptions"),
    place("invoices, none", "bob", "/invoices"),
    place("invoices, none fits", "bob", "/invoices?age=overdue&customer=nobody"),
    place("disputes, none", "ann", "/disputes"),
    place("disputes, none fits", "ann", "/disputes?owner=-"),
    place("ledger, nothing posted", "fay", "/ledger"),
    place("clearing, nothing posted", "fay", "/ledger/clearing"),
    place("entries, none", "fay", "/ledger/entries"),
    place("policies, the built-in one", "bob", "/policies"),
    place("routing, the built-in one", "bob", "/policies/routing").pictured(),
    place("new routing", "bob", "/policies/routing/new"),
    place("refund routing, the built-in one", "bob", "/policies/refund_routing"),
    place("new refund routing", "bob", "/policies/refund_routing/new"),
    place("developers, no keys", "dan", "/developers"),
    place("deliveries, none", "dan", "/developers/deliveries"),
    place("requests, none", "dan", "/developers/requests"),
    place("requests, none fits", "dan", "/developers/requests?outcome=failed"),
    place("calls out, none", "dan", "/developers/calls"),
    place("team", "dan", "/team"),
    place("audit, nothing yet", "ivy", "/audit"),
    place("system", "dan", "/system"),
    place("search, nothing typed", "ann", "/search"),
    place("search, nothing found", "ann", "/search?q=nowhere"),
    place("no such page", "ann", "/nowhere"),
];

/// Pages of a shop with orders, refunds in every standing, approvals, and what waits for people.
pub const FILLED: &[Place] = &[
    place("today", "bob", "/").pictured(),
    place("today of an approver", "eve", "/"),
    place("today of finance", "fay", "/"),
    place("menu", "eve", "/").after(&[Open("//details[@class='me']/summary")]),
    // Lists and search.
    place("orders", "ann", "/orders").pictured(),
    place("orders, filtered", "ann", "/orders?currency=EUR&least=10&sort=largest"),
    place("orders, filtered wrongly", "ann", "/orders?least=many&from=never"),
    place("orders, a view saved", "ann", "/orders?status=open")
        .after(&[Fill("Save this view as", "Open"), Press("Save")]),
    place("payments", "ann", "/payments"),
    place("refunds", "ann", "/refunds").pictured(),
    place("search", "ann", "/search?q=4242"),
    // An order and what is done with it.
    place("order", "bob", "/orders/{order}").pictured(),
    place("order with a refund that waits", "bob", "/orders/{waiting}"),
    place("order with a refund that failed", "bob", "/orders/{failed}"),
    place("order paid at the till", "bob", "/orders/{till}"),
    place("order not sent yet", "bob", "/orders/{unsent}"),
    place("order without an answer", "bob", "/orders/{unheard}"),
    place("order, read only", "ivy", "/orders/{order}"),
    place("order, timeline filtered", "bob", "/orders/{order}?show=staff,gateway"),
    place("order, timeline filtered to nothing", "bob", "/orders/{order}?show=remark"),
    place("order, ledger", "fay", "/orders/{order}?tab=ledger").pictured(),
    place("order, gateway messages", "bob", "/orders/{order}?tab=messages"),
    place("order, messages opened", "bob", "/orders/{order}?tab=messages").after(&[Open("(//main//summary)[1]")]),
    // Customers.
    place("customer", "bob", "/customers/{customer}").pictured(),
    place("customer, without the books", "ann", "/customers/{customer}"),
    place("customer, no older orders", "ann", "/customers/{customer}?before=ord_0"),
    place("no such customer", "ann", "/customers/cus_00000000000000000000000000"),
    place("comment", "ann", "/orders/{order}/remarks"),
    place("comment refused", "ann", "/orders/{order}/remarks")
        .after(&[Fill("Comment", "The card is 4242 4242 4242 4242"), Press("Comment")]),
    place("comment opened", "ann", "/orders/{order}").after(&[Open("//summary[.='Write a comment']")]),
    place("deliver", "bob", "/orders/{unsent}/deliver"),
    place("hold", "bob", "/orders/{unsent}/hold"),
    place("call off", "bob", "/orders/{unsent}/cancel"),
    place("capture", "bob", "/payments/{authorized}/capture"),
    place("capture refused", "bob", "/payments/{authorized}/capture")
        .after(&[Fill("Amount in EUR", "1,250.00"), Press("Review")]),
    place("release", "bob", "/payments/{authorized}/release"),
    place("outcome", "bob", "/operations/{undecided}/outcome").pictured(),
    place("outcome refused", "bob", "/operations/{undecided}/outcome")
        .after(&[Fill("How you know", "Their page shows nothing of it"), Press("Review")]),
    // Refunds.
    place("refund", "ann", "/payments/{payment}/refund").pictured(),
    place("refund by line", "ann", "/payments/{payment}/refund").after(&[Tick("By line")]),
    place("refund by line refused", "ann", "/payments/{payment}/refund").after(&[
        Tick("By line"),
        Choose("Reason", "goodwill"),
        Press("Review"),
    ]),
    place("refund refused", "ann", "/payments/{payment}/refund").after(&[
        Fill("Amount in EUR", "1,250.00"),
        Choose("Reason", "goodwill"),
        Press("Review"),
    ]),
    place("refund too large", "ann", "/payments/{payment}/refund").after(&[
        Fill("Amount in EUR", "9999"),
        Choose("Reason", "goodwill"),
        Press("Review"),
    ]),
    place("review", "bob", "/payments/{payment}/refund")
        .after(&[Fill("Amount in EUR", "20"), Choose("Reason", "damaged"), Press("Review")])
        .pictured(),
    place("review without the books", "ann", "/payments/{payment}/refund").after(&[
        Fill("Amount in EUR", "200"),
        Choose("Reason", "damaged"),
        Press("Review"),
    ]),
    place("send again", "bob", "/refunds/{refund_failed}/retry"),
    place("credit", "bob", "/refunds/{refund_failed}/credit"),
    place("take back", "bob", "/refunds/{refund_waiting}/cancel"),
    place("confirm", "bob", "/refunds/{refund_till}/confirm"),
    place("the bank refused it", "bob", "/refunds/{refund_till}/refused"),
    place("not possible", "bob", "/refunds/{refund}/retry"),
    place("not allowed", "ivy", "/payments/{payment}/refund"),
    place("no such order", "ann", "/orders/ord_00000000000000000000000000"),
    place("customer's page", "ann", "/orders/{order}").after(&[Visit("Customer's page")]).pictured(),
    place("customer's page, checked", "bob", "/orders/{waiting}").after(&[Visit("Customer's page")]),
    place("customer's page, failed", "ann", "/orders/{failed}").after(&[Visit("Customer's page")]),
    // Several tenders, and balances.
    place("order of several tenders", "bob", "/orders/{split}"),
    place("refund over the tenders", "bob", "/orders/{split}/refund"),
    place("refund over the tenders, reviewed", "bob", "/orders/{split}/refund")
        .after(&[
            Fill("Amount in EUR", "100.01"),
            Choose("Which tender gives back", "in proportion to what each can give back"),
            Choose("Reason", "damaged"),
            Press("Review"),
        ])
        .pictured(),
    place("refund over the tenders, done", "bob", "/allocations/{allocation}"),
    place("by another way", "bob", "/refunds/{refund_bounced}/move"),
    place("by another way refused", "bob", "/refunds/{refund_bounced}/move")
        .after(&[Fill("Reason", "The card is closed."), Press("Review")]),
    place("pay into a balance", "bob", "/customers/{customer}/top-up"),
    place("credit by hand refused", "ann", "/customers/{customer}/credit").after(&[
        Fill("Amount", "many"),
        Choose("Reason", "goodwill"),
        Press("Review"),
    ]),
    // Invoices.
    place("invoices", "fay", "/invoices").pictured(),
    place("invoices, late", "fay", "/invoices?age=overdue"),
    place("invoice", "bob", "/invoices/{invoice}").pictured(),
    place("invoice, read only", "ivy", "/invoices/{invoice}"),
    place("invoice, ledger", "fay", "/invoices/{invoice}?tab=ledger"),
    place("invoice, messages", "bob", "/invoices/{invoice}?tab=messages"),
    place("invoice not sent yet", "bob", "/invoices/{draft}"),
    place("send the invoice", "bob", "/invoices/{draft}/issue"),
    place("take a payment", "bob", "/invoices/{invoice}/pay"),
    place("take a payment refused", "bob", "/invoices/{invoice}/pay")
        .after(&[Fill("Amount in EUR", "1,250.00"), Press("Review")]),
    place("deliver lines of an invoice", "bob", "/invoices/{invoice}/deliver"),
    place("credit an invoice", "bob", "/invoices/{invoice}/credit"),
    place("write off", "bob", "/invoices/{invoice}/write-off"),
    place("write off, reviewed", "bob", "/invoices/{invoice}/write-off")
        .after(&[Choose("Reason", "insolvent"), Press("Review")]),
    place("call the invoice off", "bob", "/invoices/{late}/void"),
    // Disputes.
    place("disputes", "bob", "/disputes").pictured(),
    place("disputes, may match", "fay", "/disputes"),
    place("network programmes", "bob", "/disputes/programs"),
    place("which payment is meant", "fay", "/disputes/held/{held}"),
    place("which payment is meant, refused", "fay", "/disputes/held/{held}").after(&[
        Fill("Payment or order", "9999"),
        Fill("How you know", "By their pages."),
        Press("Review"),
    ]),
    place("which payment is meant, reviewed", "fay", "/disputes/held/{held}").after(&[
        Fill("Payment or order", "1001"),
        Fill("The gateway's name for the payment", "pi_77"),
        Fill("How you know", "By their pages."),
        Press("Review"),
    ]),
    place("dispute", "bob", "/disputes/{dispute}").pictured(),
    place("dispute, read only", "ivy", "/disputes/{dispute}"),
    place("dispute, words opened", "ann", "/disputes/{dispute}").after(&[Open("(//main//summary)[1]")]),
    place("dispute, ledger", "fay", "/disputes/{dispute}?tab=ledger"),
    place("dispute that is lost", "bob", "/disputes/{lost}"),
    place("add evidence", "ann", "/disputes/{dispute}/evidence"),
    place("add evidence refused", "ann", "/disputes/{dispute}/evidence")
        .after(&[Choose("What it proves", "Receipt (wanted)"), Press("Add")]),
    place("remove evidence", "ann", "/disputes/{dispute}/evidence/1/remove"),
    place("hand in the evidence", "bob", "/disputes/{dispute}/submit").pictured(),
    place("give in", "bob", "/disputes/{dispute}/accept"),
    place("who looks after it", "ann", "/disputes/{dispute}/owner"),
    place("order under dispute", "bob", "/orders/{disputed}"),
    place("record a dispute", "bob", "/payments/{payment}/dispute"),
    place("record a dispute, refused", "bob", "/payments/{payment}/dispute").after(&[
        Fill("What the dispute goes by", "letter-9"),
        Choose("What happened", "It ended"),
        Fill("How you know", "The letter of Monday."),
        Press("Review"),
    ]),
    // Approvals.
    place("approvals", "eve", "/approvals").pictured(),
    place("approvals, own among them", "bob", "/approvals"),
    place("approvals, all", "eve", "/approvals?status=all"),
    place("approval", "eve", "/approvals/{open}").pictured(),
    place("approval with code", "eve", "/approvals/{open}").after(&[Wait(6)]),
    place("approval, code refused", "eve", "/approvals/{open}").after(&[
        Wait(6),
        Fill("Code", "000000"),
        Press("Approve refund of EUR 600.00"),
    ]),
    place("approval, rejected without reason", "eve", "/approvals/{open}").after(&[Press("Reject")]),
    place("approval, own", "bob", "/approvals/{open}"),
    place("approval, decided", "eve", "/approvals/{decided}"),
    // Books, policies, and what waits for people.
    place("ledger", "fay", "/ledger").pictured(),
    place("account", "fay", "/ledger/accounts/1110"),
    place("account, all lines", "fay", "/ledger/accounts/2400?show=all"),
    place("clearing", "fay", "/ledger/clearing"),
    place("entries", "fay", "/ledger/entries"),
    place("entry", "fay", "/ledger/entries/{entry}"),
    place("policies", "bob", "/policies"),
    place("policy", "bob", "/policies/1").pictured(),
    place("exceptions", "fay", "/exceptions").pictured(),
    place("exception", "fay", "/exceptions/{exception}"),
    place("exception, read only", "ann", "/exceptions/{exception}"),
    // Access and machinery.
    place("developers", "dan", "/developers"),
    place("new key", "dan", "/developers/keys/new"),
    place("new key refused", "dan", "/developers/keys/new").after(&[
        Fill("Label", "till"),
        Fill("Days until it ends", "many"),
        Press("Make the key"),
    ]),
    place("key", "dan", "/developers/keys/{key}"),
    place("requests", "dan", "/developers/requests").pictured(),
    place("requests, filtered", "dan", "/developers/requests?outcome=refused&path=capture"),
    place("request", "dan", "/developers/requests/{request}"),
    place("calls out", "dan", "/developers/calls"),
    place("deliveries", "dan", "/developers/deliveries"),
    place("delivery", "dan", "/developers/deliveries/{delivery}"),
    place("team and duties", "dan", "/team").pictured(),
    place("new person", "dan", "/team/add"),
    place("person", "dan", "/team/persons/bob"),
    place("oneself", "dan", "/team/persons/dan"),
    place("change of the team", "eve", "/team/changes/{new_person}").pictured(),
    place("change of the team, own", "dan", "/team/changes/{new_person}"),
    place("change of the team, code refused", "eve", "/team/changes/{new_person}").after(&[Wait(6), Press("Agree")]),
    place("audit", "ivy", "/audit").pictured(),
    place("system at work", "dan", "/system").pictured(),
    // Many rows at once. Last, because the report changes what it is about.
    place("many, reviewed", "bob", "/payments").after(&[Tick("Select all rows"), Press("Capture the rest")]),
    place("many, none selected", "bob", "/payments").after(&[Press("Release the rest")]),
    place("many, with a reason", "bob", "/orders").after(&[Tick("Select all rows"), Press("Call off")]),
    place("many, reported", "bob", "/refunds?status=failed").after(&[
        Tick("Select all rows"),
        Press("Send again"),
        Press("Send again 2 refunds: EUR 35.00"),
    ]),
];

impl Browser {
    /// Goes to a place and does what belongs to it.
    pub async fn visit_place(&self, shop: &Shop, things: &Things, place: &Place) {
        let cookie = if place.who.is_empty() { None } else { Some(shop.cookie(place.who).await) };
        self.carry(cookie.as_deref()).await;
        let path = things.path(place.path);
        self.go(&path).await;
        for step in place.steps {
            match step {
                Fill(label, typed) => self.fill(label, typed).await,
                Choose(label, choice) => self.choose(label, choice).await,
                Tick(label) => self.tick(label).await,
                Press(name) => self.press(name).await,
                Visit(words) => self.visit(words).await,
                Open(xpath) => self.click(xpath).await,
                Wait(minutes) => {
                    shop.minutes_pass(*minutes);
                    self.go(&path).await;
                }
            }
        }
    }
}
